-- Preprints that a source reports as published, for review
SELECT papers.id, papers.title, venues.short AS venue, paper_claims.year, sources.name AS source
FROM papers
JOIN paper_claims ON paper_claims.paper = papers.id
JOIN venues ON venues.id = paper_claims.venue
JOIN sources ON sources.id = paper_claims.source
WHERE coalesce(papers.venue, 'arxiv') = 'arxiv'
  AND paper_claims.venue != 'arxiv' AND NOT paper_claims.refused
ORDER BY papers.number, paper_claims.position;
