-- Methods compared by FID on HDTF, each table of a report on its own
-- Scores of different reports are not comparable: protocols differ.
SELECT results.id AS result, result_rows.method, result_rows.variant, result_scores.printed AS fid
FROM results
JOIN result_rows ON result_rows.result = results.id
JOIN result_scores ON result_scores.result = results.id AND result_scores.row = result_rows.row
WHERE results.dataset = 'hdtf' AND result_scores.metric = 'fid' AND NOT result_rows.reference
ORDER BY results.id, result_scores.score, result_rows.row;
