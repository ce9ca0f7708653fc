"""The likelihood of labelled pages under the programme, and its gradient: a conditional random field over spans."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
TITLE, HEADING, PLAIN = 0, 1, 2


@dataclass(slots=True)
class Case:
    """One page as arrays: figures and labels of its lines, figures and borders of its spans."""

    lines: Array
    labels: Numbers
    spans: Array
    starts: Numbers
    ends: Numbers

    @property
    def size(self) -> int:
        return len(self.labels)

    def gold(self) -> NDArray[np.bool_]:
        """Which spans are the true ones."""
        opens = [0, *(np.flatnonzero(self.labels == TITLE) + 1), self.size + 1]
        true = set(pairwise(opens))
        return np.array([span in true for span in zip(self.starts, self.ends, strict=True)])

    def is_reachable(self) -> bool:
        """Whether the truth is one of the chains that may be chosen."""
        return int(self.gold().sum()) == int((self.labels == TITLE).sum()) + 1


def spread(figures: Array) -> Array:
    """The scale of each figure, so that one penalty suits them all."""
    return np.asarray(figures.std(axis=0) + 1e-6)


def fit_logistic(figures: Array, labels: NDArray[np.bool_], penalty: float) -> Array:
    """Weights of the logistic regression of ``labels`` on ``figures``; the first figure is the bias."""
    scale = spread(figures)
    scale[0] = 1.0
    scaled = figures / scale
    keep = np.full(scaled.shape[1], penalty)
    keep[0] = 0.0

    def loss(weights: Array) -> tuple[float, Array]:
        score = scaled @ weights
        value = np.logaddexp(0, score).sum() - score[labels].sum() + 0.5 * (keep * weights**2).sum()
        gradient = scaled.T @ (1 / (1 + np.exp(-score)) - labels) + keep * weights
        return float(value), gradient

    return np.asarray(minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x / scale)


class Field:
    """All cases in one stack, so that only the sums along chains go page by page."""

    def __init__(self, cases: list[Case], penalty: float, span_penalty: float) -> None:
        self.cases = cases
        lines = np.vstack([case.lines for case in cases])
        spans = np.vstack([case.spans for case in cases])
        self.line_scale, self.span_scale = spread(lines), spread(spans)
        self.line_scale[0] = 1.0
        self.line_mean = lines.mean(axis=0)
        self.line_mean[0] = 0.0
        self.lines, self.spans = (lines - self.line_mean) / self.line_scale, spans / self.span_scale
        self.labels = np.concatenate([case.labels for case in cases])
        self.gold = np.concatenate([case.gold() for case in cases])
        self.line_at = np.cumsum([0, *(case.size for case in cases)])
        self.span_at = np.cumsum([0, *(len(case.starts) for case in cases)])
        width = lines.shape[1]
        self.width = width
        self.penalty = np.r_[np.full(2 * width, penalty), np.full(spans.shape[1], span_penalty)]
        self.penalty[[0, width]] = 0.0

    def fit(self, rounds: int = 300) -> tuple[Array, Array, Array]:
        """Weights of titles, of sub-headings and of spans."""
        start = np.zeros(len(self.penalty))
        best = minimize(self.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
        width = self.width
        return (
            self._unscaled(best[:width]),
            self._unscaled(best[width : 2 * width]),
            best[2 * width :] / self.span_scale,
        )

    def _unscaled(self, weights: Array) -> Array:
        """Weights for figures as they are: what centring took away goes into the bias."""
        plain = weights / self.line_scale
        plain[0] -= plain @ self.line_mean
        return np.asarray(plain)

    def loss(self, weights: Array) -> tuple[float, Array]:
        width = self.width
        title = self.lines @ weights[:width]
        heading = self.lines @ weights[width : 2 * width]
        span = self.spans @ weights[2 * width :]
        gold = (
            title[self.labels == TITLE].sum() + heading[self.labels == HEADING].sum() + span[self.gold].sum()
        )
        whole, opens, chosen = 0.0, np.zeros(len(title)), np.zeros(len(span))
        for number, case in enumerate(self.cases):
            lines = slice(self.line_at[number], self.line_at[number + 1])
            spans = slice(self.span_at[number], self.span_at[number + 1])
            whole += self._chains(
                case, title[lines], heading[lines], span[spans], opens[lines], chosen[spans]
            )
        is_heading = (1 - opens) / (1 + np.exp(-heading))
        gradient = np.r_[
            self.lines.T @ (opens - (self.labels == TITLE)),
            self.lines.T @ (is_heading - (self.labels == HEADING)),
            self.spans.T @ (chosen - self.gold),
        ]
        return whole - gold + 0.5 * (self.penalty * weights**2).sum(), gradient + self.penalty * weights

    def _chains(
        self, case: Case, title: Array, heading: Array, span: Array, opens: Array, chosen: Array
    ) -> float:
        """Log-sum of all chains of a page; fills in the probability of each opening and each span."""
        scores = chain_scores(case, title, heading, span)
        forward, backward = chain_sums(case, scores)
        whole = float(forward[-1])
        probability = np.exp(forward[case.starts] + scores + backward[case.ends] - whole)
        chosen[:] = probability
        inner = case.starts > 0
        np.add.at(opens, case.starts[inner] - 1, probability[inner])
        return whole


def chain_scores(case: Case, title: Array, heading: Array, span: Array) -> Array:
    others = np.r_[0.0, np.cumsum(np.logaddexp(heading, 0.0))]
    own = np.where(case.starts > 0, title[np.maximum(case.starts - 1, 0)], 0.0)
    return np.asarray(span + own + others[case.ends - 1] - others[case.starts])


def chain_sums(case: Case, scores: Array) -> tuple[Array, Array]:
    """The log-sums of the chains up to and from each line."""
    end = case.size + 1
    grid = np.full((end + 1, end + 1), -np.inf)
    grid[case.starts, case.ends] = scores
    forward, backward = np.full(end + 1, -np.inf), np.full(end + 1, -np.inf)
    forward[0] = backward[end] = 0.0
    for stop in range(1, end + 1):
        forward[stop] = _log_sum(forward[:stop] + grid[:stop, stop])
    for start in range(end - 1, -1, -1):
        backward[start] = _log_sum(grid[start, start + 1 :] + backward[start + 1 :])
    return forward, backward


def _log_sum(values: Array) -> float:
    top = values.max()
    return float(top + np.log(np.exp(values - top).sum())) if np.isfinite(top) else -np.inf
