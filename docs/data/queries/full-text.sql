-- Full-text search in titles, short names, summaries and authors
-- Words match in all their forms: `diffusion` finds `diffused`. `rank` puts the best first.
SELECT papers.id, papers.title, papers.display_year AS year
FROM paper_search
JOIN papers ON papers.number = paper_search.rowid
WHERE paper_search MATCH 'diffusion emotion'
ORDER BY paper_search.rank, papers.number;
