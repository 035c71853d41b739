-- What Q4 asks for, as PostGraphile can show it: it has no sums over a column of another table.
CREATE SCHEMA IF NOT EXISTS peer;
CREATE OR REPLACE VIEW peer.contract_group AS
SELECT extract(year FROM contract.signed_on)::int AS year,
       process.buyer_id,
       contract.value_currency AS currency,
       count(*) AS records,
       sum(contract.value_amount) AS amount
FROM contract
JOIN process ON process.id = contract.process_id
GROUP BY 1, 2, 3;
