-- Papers per venue and year
SELECT venues.short AS venue, papers.year, count(*) AS papers
FROM papers
JOIN venues ON venues.id = papers.venue
WHERE venues.kind != 'preprint' AND papers.year IS NOT NULL
GROUP BY venues.id, papers.year
ORDER BY papers.year DESC, papers DESC, venue;
