-- Which counter is of which centre: a dossier is filed at a counter of the centre that receives it.
create view centre.v_counter with (security_invoker = true) as
  select locality_id, id, centre_id, number, name from centre.counter;
comment on view centre.v_counter is 'Quầy của từng Trung tâm.';
grant select on centre.v_counter to motcua_app;
