"""Questions of an interview are its text, however much they look like sub-headings."""

from importers.interview import QUESTION, with_questions
from importers.segments import Role, Segment
from tests.importers.pages import BAKERS, BRIDGE, FERRY, HERONS, reading_of

TITLE = "Ferrywoman of the Lower Sarn Has a Song for Every Landing"


def under(role: Role, *texts: str, extract: int | None = 0) -> list[Segment]:
    return [Segment(role, n, n, text, "outline", "", 1.0, extract) for n, text in enumerate(texts, 1)]


def roles(segments: list[Segment]) -> list[Role]:
    return [segment.role for segment in with_questions(segments)]


def test_questions_that_open_with_the_same_speaker_are_paragraphs() -> None:
    found = with_questions(
        under(Role.SUB_HEADING, "RV: Why would a ferry need a song?", "RV: And does it?", "The Old Landing")
    )
    assert [one.role for one in found] == [Role.PARAGRAPH, Role.PARAGRAPH, Role.SUB_HEADING]
    assert found[0].rule == QUESTION
    assert found[0].evidence == "one of 2 questions of RV"


def test_a_question_in_running_text_counts_for_the_brief_ones() -> None:
    asked = under(Role.SUB_HEADING, "River desk: And does it?")
    asked += under(Role.PARAGRAPH, "River desk: You have sung for forty years. Who will sing after you?")
    assert roles(asked) == [Role.PARAGRAPH, Role.PARAGRAPH]


def test_a_lone_question_with_a_colon_stays_a_sub_heading() -> None:
    assert roles(under(Role.SUB_HEADING, "The toll: Who will pay?", "The road: who will drive?")) == [
        Role.SUB_HEADING,
        Role.SUB_HEADING,
    ]


def test_lines_that_open_alike_and_do_not_ask_stay_sub_headings() -> None:
    assert set(roles(under(Role.SUB_HEADING, "Lesson: Count First", "Lesson: Write It Down"))) == {
        Role.SUB_HEADING
    }


def test_headlines_of_a_series_stay_headlines() -> None:
    asked = [
        *under(Role.HEADLINE, "River Notes: Who Counts the Herons?", extract=0),
        *under(Role.HEADLINE, "River Notes: Who Sells the Bread?", extract=1),
    ]
    assert set(roles(asked)) == {Role.HEADLINE}


def test_questions_of_two_articles_are_not_counted_together() -> None:
    asked = [
        *under(Role.SUB_HEADING, "RV: And does it?", extract=0),
        *under(Role.SUB_HEADING, "RV: Why not?", extract=1),
    ]
    assert set(roles(asked)) == {Role.SUB_HEADING}


def test_an_interview_keeps_its_questions_in_its_text() -> None:
    questions = ("RV: Why Would a Ferry Need a Song?", "RV: How Did You Learn Them?", "RV: And Does It?")
    lines = [TITLE, "", FERRY, ""]
    for question, answer in zip(questions, (BRIDGE, HERONS, BAKERS), strict=True):
        lines += [question, "", answer, ""]
    (extract,) = reading_of("27 March 2025", "3 March 2025", "", *lines).extracts
    assert extract.headings == ()
    assert [text for text in extract.body if text in questions] == list(questions)
