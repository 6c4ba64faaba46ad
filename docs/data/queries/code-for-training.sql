-- Papers at CVPR 2025 with training code that may be used commercially
-- By the licenses of the code and of its parts, and by the README. This is no legal advice.
SELECT papers.id, papers.title, repositories.url, licenses.name AS license
FROM papers
JOIN paper_repositories ON paper_repositories.paper = papers.id
JOIN repositories ON repositories.id = paper_repositories.repository
JOIN licenses ON licenses.id = repositories.license
WHERE papers.venue = 'cvpr' AND papers.year = 2025
  AND licenses.commercial = 'yes'
  AND NOT EXISTS (
    SELECT 1 FROM licenses AS other
    WHERE other.id IN (repositories.readme_license, repositories.parts_license) AND other.commercial != 'yes'
  )
  AND 'training' IN (SELECT value FROM json_each(repositories.holds))
ORDER BY papers.title, repositories.id;
