-- Real-time methods based on 3D Gaussian splatting whose weights are published
SELECT DISTINCT papers.id, papers.title, papers.display_year AS year
FROM papers
JOIN paper_tags AS splatting ON splatting.paper = papers.id AND splatting.tag = '3dgs'
JOIN paper_tags AS fast ON fast.paper = papers.id AND fast.tag = 'real-time'
JOIN paper_repositories ON paper_repositories.paper = papers.id
JOIN repositories ON repositories.id = paper_repositories.repository
WHERE 'weights' IN (SELECT value FROM json_each(repositories.holds))
ORDER BY papers.number;
