-- Datasets by the number of papers that evaluate on them
SELECT datasets.name, count(DISTINCT paper_datasets.paper) AS papers
FROM paper_datasets
JOIN datasets ON datasets.id = paper_datasets.dataset
WHERE paper_datasets.use = 'test'
GROUP BY datasets.id
ORDER BY papers DESC, datasets.name;
