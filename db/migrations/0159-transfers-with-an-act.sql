-- A handing over or a giving back is written only together with the act that did it.
create constraint trigger changes_with_an_act after insert or update or delete on dossier.transfer
  deferrable initially deferred for each row execute function dossier.changes_with_an_act();
