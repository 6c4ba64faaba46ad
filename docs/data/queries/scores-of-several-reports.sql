-- Scores that several reports state for the same method, with the lowest and the highest
-- The same means: dataset and part of it, variant of the method, metric, unit, and direction of better scores.
SELECT results.dataset, results.subset, result_rows.method, result_rows.variant, result_metrics.metric,
  min(result_scores.score) AS lowest, max(result_scores.score) AS highest,
  count(DISTINCT coalesce(results.reported_by, results."by")) AS reporters
FROM result_scores
JOIN results ON results.id = result_scores.result
JOIN result_rows ON result_rows.result = results.id AND result_rows.row = result_scores.row
JOIN result_metrics ON result_metrics.result = results.id AND result_metrics.metric = result_scores.metric
JOIN metrics ON metrics.id = result_metrics.metric
WHERE NOT result_rows.reference
GROUP BY results.dataset, results.subset, result_rows.method, result_rows.variant, result_metrics.metric,
  result_metrics.unit, coalesce(result_metrics.direction, metrics.direction)
HAVING reporters > 1
ORDER BY results.dataset, result_rows.method, result_rows.variant, result_metrics.metric;
