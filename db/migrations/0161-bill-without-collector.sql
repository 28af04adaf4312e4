-- What a dossier owes is written down whether or not somebody collects at its centre yet: only taking the money needs the collector.
-- Before, a centre without one received dossiers with a fee and wrote no bill, and the results left unpaid.
alter table payment.bill drop constraint bill_locality_id_centre_id_fkey;
alter table payment.bill
  add constraint bill_locality_id_centre_id_fkey foreign key (locality_id, centre_id) references centre.centre (locality_id, id);
