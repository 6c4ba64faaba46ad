-- Datasets that anyone can download, with their length in hours and the number of papers that use them
SELECT datasets.name, datasets.year, datasets.license, whole.number AS hours,
  (SELECT count(DISTINCT paper) FROM paper_datasets WHERE dataset = datasets.id) AS papers
FROM datasets
LEFT JOIN dataset_hours AS whole ON whole.dataset = datasets.id AND whole.part = ''
WHERE datasets.access = 'open'
ORDER BY papers DESC, datasets.name;
