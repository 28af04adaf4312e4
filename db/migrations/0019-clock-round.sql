-- Stops that run out by themselves, in the order in which they do: what a round of the clocks looks for.
create index clock_stop_run_out_idx on dossier.clock_stop (locality_id, ends_by) where to_at is null and ends_by is not null;
