-- People with the most papers, and the years they span
SELECT authors.name, count(DISTINCT papers.id) AS papers,
  min(papers.display_year) AS first_year, max(papers.display_year) AS last_year
FROM paper_authors
JOIN authors ON authors.id = paper_authors.author
JOIN papers ON papers.id = paper_authors.paper
GROUP BY authors.id
ORDER BY papers DESC, authors.id
LIMIT 50;
