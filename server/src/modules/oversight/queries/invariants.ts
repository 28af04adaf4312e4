import type { Check } from '../domain/check.ts'
import { moneyChecks } from './money-invariants.ts'

/**
 * The invariants, each as a query whose rows are the violations. Numbers refer to the list in
 * ARCHITECTURE.md. They run as the owner, over every locality, so that no filter can hide a row.
 */
export const checks: readonly Check[] = [
  {
    invariant: '1a. every open dossier has exactly one open holding; an ended one has none',
    query: `select d.code from dossier.dossier d
      where (select count(*) from dossier.holding h where h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null)
        <> (d.ended_at is null)::int`,
  },
  {
    invariant: '1b. the open holding is the holder the dossier names',
    query: `select d.code from dossier.dossier d
      join dossier.holding h on h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null
      where h.kind <> d.holder_kind`,
  },
  {
    invariant: '1e. the open holding names the officer the dossier names',
    query: `select d.code from dossier.dossier d
      join dossier.holding h on h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null
      where h.account_id is distinct from d.holder_account_id`,
  },
  {
    invariant: '1f. claims stand on open dossiers only, one to a step, and name the officer who has it in hand',
    query: `select d.code from dossier.claim k
      join dossier.dossier d on d.locality_id = k.locality_id and d.id = k.dossier_id
      where d.ended_at is not null
        or (d.holder_kind = 'agency' and k.step_no = d.step_no and k.account_id is distinct from d.holder_account_id)
        or (d.holder_kind = 'agency' and k.step_no <> d.step_no)
        or (d.open_parts > 0 and not exists (select from dossier.part p where p.locality_id = d.locality_id and p.dossier_id = d.id
              and p.step_no = k.step_no and p.closed_at is null))`,
  },
  {
    invariant: '1g. a dossier has as many open parts as it says, and is held through one of them by its agency and its officer',
    query: `select d.code from dossier.dossier d
      left join dossier.holding h on h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null
      left join dossier.part p on p.locality_id = d.locality_id and p.dossier_id = d.id and p.step_no = h.step_no and p.closed_at is null
      left join dossier.claim k on k.locality_id = d.locality_id and k.dossier_id = d.id and k.step_no = p.step_no
      where d.open_parts <> (select count(*) from dossier.part o where o.locality_id = d.locality_id and o.dossier_id = d.id and o.closed_at is null)
        or (d.holder_kind = 'agency' and h.agency_id is distinct from d.holder_agency_id)
        or (d.holder_kind = 'agency' and d.open_parts = 0 and d.holder_agency_id <> d.agency_id)
        or (d.holder_kind = 'agency' and d.open_parts > 0
          and (p.no is null or p.agency_id <> d.holder_agency_id or p.role <> d.holder_role or k.account_id is distinct from d.holder_account_id))`,
  },
  {
    invariant: '4e. the parts of a dossier, open and closed, and what its joins wait for are those its acts opened and closed',
    query: `with said as (
        select a.locality_id, a.dossier_id, a.seq, a.payload::jsonb -> 'parts' as parts,
          row_number() over (partition by a.locality_id, a.dossier_id order by a.seq desc) as back
        from dossier.act a where a.payload::jsonb ? 'parts'),
      opened as (select s.locality_id, s.dossier_id, (o ->> 'no')::int as no, (o ->> 'step')::int as step, (o ->> 'agency')::uuid as agency,
          o ->> 'kind' as kind, o ->> 'code' as code, s.seq from said s cross join lateral jsonb_array_elements(s.parts -> 'opened') o),
      closed as (select s.locality_id, s.dossier_id, (c ->> 'no')::int as no, c ->> 'how' as how, s.seq
        from said s cross join lateral jsonb_array_elements(s.parts -> 'closed') c)
      select d.code from (
        select coalesce(p.locality_id, o.locality_id) as locality_id, coalesce(p.dossier_id, o.dossier_id) as dossier_id
        from dossier.part p full join opened o on o.locality_id = p.locality_id and o.dossier_id = p.dossier_id and o.no = p.no
        left join closed c on c.locality_id = p.locality_id and c.dossier_id = p.dossier_id and c.no = p.no
        where p.no is null or o.no is null or (p.step_no, p.agency_id, p.kind, p.opened_seq) is distinct from (o.step, o.agency, o.kind, o.seq)
          or p.code is distinct from o.code or p.closed_seq is distinct from c.seq or p.how is distinct from c.how
        union all
        select d.locality_id, d.id from dossier.dossier d
        left join said s on s.locality_id = d.locality_id and s.dossier_id = d.id and s.back = 1
        where coalesce(d.joins, '[]') <> coalesce(s.parts -> 'joins', '[]')) x
      join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id`,
  },
  {
    invariant: '1h. the queue has every open dossier once, in its current state, and nothing else',
    query: `with queued as (select * from dossier.queue), stands as (select * from dossier.v_queued)
      select coalesce(d.code, x.dossier_id::text) from (
        select locality_id, dossier_id from ((table queued except table stands) union (table stands except table queued)) y group by 1, 2) x
      left join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id`,
  },
  {
    invariant: '1i. every dossier is found by the words its applicant is called by, and by no others',
    query: `with kept as (select * from dossier.called_by), stands as (select * from dossier.v_called_by)
      select coalesce(d.code, x.dossier_id::text) from (
        select locality_id, dossier_id from ((table kept except table stands) union (table stands except table kept)) y group by 1, 2) x
      left join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id`,
  },
  {
    invariant: '1c. an accepted open dossier has both clocks, and a due instant unless they were lawfully stopped before it',
    query: `select d.code from dossier.dossier d
      where d.accepted_at is not null and d.ended_at is null and (
        (select count(*) from dossier.clock c where c.locality_id = d.locality_id and c.dossier_id = d.id)
          <> case when d.clock_from = 'competent_agency' and d.state = 'accepted' then 0 else 2 end
        or (d.committed_due_at is null) <> (d.clock_from = 'competent_agency' and d.state = 'accepted'
             or exists (select from dossier.clock_stop s
               where s.locality_id = d.locality_id and s.dossier_id = d.id and s.to_at is null and s.ends_by is null
                 and s.from_at < coalesce(d.committed_due_at, 'infinity'))))`,
  },
  {
    invariant: '2a. holdings of a dossier follow one another without gap or overlap',
    query: `select d.code from (
        select locality_id, dossier_id, from_at, lag(to_at) over (partition by locality_id, dossier_id order by seq) as before, seq
        from dossier.holding) h
      join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id
      where h.seq > 1 and h.before is distinct from h.from_at`,
  },
  {
    invariant: '2b. holdings begin with the receipt and end with the dossier',
    query: `select d.code from dossier.dossier d
      join lateral (select min(from_at) as first, max(to_at) as last from dossier.holding h
        where h.locality_id = d.locality_id and h.dossier_id = d.id) h on true
      where h.first is distinct from d.received_at or (d.ended_at is not null and h.last is distinct from d.ended_at)`,
  },
  {
    invariant: '3. every dossier counts in exactly one class of the ledger',
    query: `select code from dossier.v_ledger
      where (outcome is not null) <> (ended_at is not null or finished_at is not null)
        or (finished_at is not null and accepted_at is null)
        or (finished_at is not null and outcome not in ('early', 'on_time', 'late', 'withdrawn', 'stopped'))
        or (finished_at is not null and outcome in ('early', 'on_time', 'late') and outcome <> mark)`,
  },
  {
    invariant: '3b. the figures kept for each day and of what waits are a recount of the ledger',
    query: `with recount as (
        select locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled,
          early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law,
          filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake
        from dossier.v_recounted_figures
        union all
        select locality_id, on_day, agency_id, -received, -early, -on_time, -late, -refused, -withdrawn, -stopped, -settled,
          -early_by_law, -on_time_by_law, -late_by_law, -ended_late, -ended_late_by_law,
          -filed, -refused_at_intake, -withdrawn_at_intake, -stopped_at_intake
        from dossier.v_day_figures)
      select on_day::text from recount group by locality_id, on_day, agency_id
      having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(refused) <> 0 or sum(withdrawn) <> 0
        or sum(stopped) <> 0 or sum(settled) <> 0 or sum(early_by_law) <> 0 or sum(on_time_by_law) <> 0 or sum(late_by_law) <> 0
        or sum(ended_late) <> 0 or sum(ended_late_by_law) <> 0
        or sum(filed) <> 0 or sum(refused_at_intake) <> 0 or sum(withdrawn_at_intake) <> 0 or sum(stopped_at_intake) <> 0
      union all
      select 'waiting at ' || agency_id from (
        select locality_id, agency_id, -waiting as n, -waiting_at_intake as at_intake
        from dossier.v_waiting
        union all
        select locality_id, agency_id, (class = 'open')::integer, (class = 'waiting_at_intake')::integer
        from dossier.v_ledger
        where finished_at is null and ended_at is null) w
      group by locality_id, agency_id
      having sum(n) <> 0 or sum(at_intake) <> 0
      union all
      -- What counts as received is what the register has, of the same day.
      select 'received on ' || on_day from (
        select locality_id, on_day, received as n
        from dossier.v_day_figures
        union all
        select r.locality_id, (d.accepted_at at time zone 'Asia/Ho_Chi_Minh')::date, -1
        from dossier.register_line r
        join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id) x
      group by locality_id, on_day
      having sum(n) <> 0`,
  },
  {
    invariant: '4b. the state of a dossier is the one its last act left',
    query: `select d.code from dossier.dossier d
      left join dossier.act a on a.locality_id = d.locality_id and a.dossier_id = d.id and a.seq = d.last_seq
      where a.hash is distinct from d.last_hash
        or coalesce(a.payload::jsonb ->> 'state', 'filed') <> d.state
        or (select count(*) from dossier.act n where n.locality_id = d.locality_id and n.dossier_id = d.id) <> d.last_seq`,
  },
  {
    invariant: '4c. every act of accepting, returning and refusing left its mark on the dossier',
    query: `select d.code from dossier.dossier d
      where (d.accepted_at is not null) <> exists (select from dossier.act a where a.locality_id = d.locality_id and a.dossier_id = d.id and a.kind = 'accept')
        or (d.finished_at is not null) <> exists (select from dossier.act a where a.locality_id = d.locality_id and a.dossier_id = d.id and a.kind = 'record_result')`,
  },
  {
    invariant:
      '4d. the procedure version of a dossier is the one its acts name last, each move beginning where the one before it ended, and it is handled as that says',
    query: `with named as (
        select a.locality_id, a.dossier_id, a.seq, a.payload::jsonb ->> 'version' as version, a.payload::jsonb #>> '{was,version}' as was,
          lag(a.payload::jsonb ->> 'version') over w as before, lead(a.seq) over w is null as is_last
        from dossier.act a where a.kind in ('file', 'change_version') and a.payload::jsonb ? 'version'
        window w as (partition by a.locality_id, a.dossier_id order by a.seq))
      select d.code from named n join dossier.dossier d on d.locality_id = n.locality_id and d.id = n.dossier_id
      where (n.is_last and n.version <> d.procedure_version_id::text) or (n.before is not null and n.was is distinct from n.before)
      union all
      select d.code
      from dossier.dossier d
      join procedure.procedure_version v on v.locality_id = d.locality_id and v.id = d.procedure_version_id
      where v.handling <> d.handling`,
  },
  {
    invariant: '4g. what was asked to be paid in the course of a dossier is what its acts asked, name, sum and basis',
    query: `with asked as (
        select a.locality_id, a.dossier_id, a.seq, c ->> 'name' as name, c ->> 'basis' as basis, (c ->> 'amountDong')::bigint as dong
        from dossier.act a cross join lateral jsonb_array_elements(a.payload::jsonb -> 'charges') c
        where a.payload like '%"charges":%'
      ), billed as (
        select b.locality_id, b.dossier_id, l.asked_seq as seq, l.name, l.basis, l.due_dong as dong, l.state
        from payment.bill_line l join payment.bill b on b.locality_id = l.locality_id and b.id = l.bill_id
        where l.asked_seq is not null
      )
      select coalesce(d.code, x.dossier_id::text)
      from (
        select coalesce(a.locality_id, b.locality_id) as locality_id, coalesce(a.dossier_id, b.dossier_id) as dossier_id
        from asked a
        full join billed b on b.locality_id = a.locality_id and b.dossier_id = a.dossier_id and b.seq = a.seq and b.name = a.name and b.basis = a.basis
        where a.seq is null or b.seq is null or (b.state in ('owed', 'paid') and b.dong is distinct from a.dong)
      ) x
      left join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id`,
  },
  {
    invariant: '4h. every accepted dossier has its line in the register of the year it was accepted in; lines are counted 1, 2, 3 …',
    query: `select d.code
      from dossier.dossier d
      left join dossier.register_line r on r.locality_id = d.locality_id and r.dossier_id = d.id
      where (d.accepted_at is not null) <> (r.line is not null)
        or (r.line is not null and (r.centre_id <> d.centre_id or r.book <> (r.line + 499) / 500
          or r.year <> extract(year from d.accepted_at at time zone 'Asia/Ho_Chi_Minh')))
      union all
      select format('%s of %s', y.year, y.centre_id)
      from dossier.register_year y
      where y.lines <> (select count(*) from dossier.register_line r where r.locality_id = y.locality_id and r.centre_id = y.centre_id and r.year = y.year)
        or y.lines <> (select coalesce(max(r.line), 0) from dossier.register_line r
          where r.locality_id = y.locality_id and r.centre_id = y.centre_id and r.year = y.year)`,
  },
  {
    invariant: '4i. every extension and apology has the cause, the reason, the days and the new day of its acts',
    query: `select d.code
      from dossier.reappointment r
      join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
      left join dossier.act a on a.locality_id = r.locality_id and a.dossier_id = r.dossier_id and a.seq = r.seq
      left join dossier.act e on e.locality_id = r.locality_id and e.dossier_id = r.dossier_id and e.seq = r.decided_seq
      where a.at is distinct from r.asked_at
        or a.kind <> all (case r.kind when 'extension' then array['request_extension'] else array['draft_apology', 'apologise'] end)
        or (a.kind = 'request_extension' and (r.cause is distinct from a.payload::jsonb ->> 'cause'
          or r.days is distinct from (a.payload::jsonb ->> 'days')::int))
        or (a.kind <> 'draft_apology' and r.reason is distinct from coalesce(a.payload::jsonb ->> 'reason', ''))
        or (a.kind = 'apologise' and r.days is distinct from (a.payload::jsonb ->> 'days')::int)
        or (r.decided_at is not null and e.at is distinct from r.decided_at)
        or (r.decision = 'granted' and e.payload::jsonb ? 'promisedAnew'
          and date_trunc('milliseconds', r.due_after)
            is distinct from date_trunc('milliseconds', (e.payload::jsonb ->> 'promisedAnew')::timestamptz))
        or (r.decision = 'granted' and e.kind <> all (array['approve_extension', 'apologise']))
        or (r.decision = 'declined' and e.kind <> 'decline_extension')
        or (r.decision = 'lapsed' and e.kind <> all (array['draft_apology', 'apologise']))
      union all
      -- Without its row an extension could be asked for a second time.
      select d.code
      from dossier.act a
      join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
      where (a.kind in ('request_extension', 'draft_apology', 'apologise') and not exists (
          select from dossier.reappointment r
          where r.locality_id = a.locality_id and r.dossier_id = a.dossier_id and r.seq = a.seq))
        or (a.kind in ('approve_extension', 'decline_extension', 'apologise') and not exists (
          select from dossier.reappointment r
          where r.locality_id = a.locality_id and r.dossier_id = a.dossier_id and r.decided_seq = a.seq
            and r.decision = case a.kind when 'decline_extension' then 'declined' else 'granted' end))`,
  },
  {
    invariant: '4j. the time of every holding is charged to whom its holder says, and every line of a list was received by who did the act',
    query: `select d.code
      from dossier.holding h
      join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id
      where h.cause <> all (case
        when h.kind in ('applicant', 'outside') then array[h.kind]
        -- At the counter the time is the applicant's once the result is there.
        when h.kind = 'counter' then array['inside', 'applicant']
        else array['inside'] end)
      union all
      select d.code
      from dossier.handover_item i
      join dossier.dossier d on d.locality_id = i.locality_id and d.id = i.dossier_id
      where i.received_by is not null and not exists (
        select from dossier.act a
        where a.locality_id = i.locality_id and a.dossier_id = i.dossier_id and a.kind = 'receive' and a.at = i.received_at
          and a.actor_account_id is not distinct from i.received_by)
      union all
      select d.code
      from dossier.act a
      join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
      where a.kind in ('forward', 'receive')
      group by a.locality_id, a.dossier_id, d.code
      having count(*) filter (where a.kind = 'forward') <> (
          select count(*) from dossier.handover_item i
          where i.locality_id = a.locality_id and i.dossier_id = a.dossier_id)
        or count(*) filter (where a.kind = 'receive') <> (
          select count(*) from dossier.handover_item i
          where i.locality_id = a.locality_id and i.dossier_id = a.dossier_id and i.received_at is not null)`,
  },
  {
    invariant: '4k. every question to another agency, its answer and its end are those of its acts',
    query: `with said as (
        select a.locality_id, a.dossier_id, a.seq, a.at, a.kind, a.payload::jsonb -> 'opinion' as opinion, (a.payload::jsonb ->> 'days')::int as days
        from dossier.act a
        where a.payload like '%"opinion":%' or a.kind in ('consult', 'answer_consultation')),
      asked as (select * from said where kind = 'consult'),
      heard as (select * from said where kind = 'answer_consultation'),
      closed as (select * from said where opinion = '"closed"'::jsonb)
      select coalesce(d.code, x.dossier_id::text)
      from (
        select coalesce(q.locality_id, k.locality_id) as locality_id, coalesce(q.dossier_id, k.dossier_id) as dossier_id
        from dossier.consultation q
        full join asked k on k.locality_id = q.locality_id and k.dossier_id = q.dossier_id and k.seq = q.seq
        left join heard h on h.locality_id = q.locality_id and h.dossier_id = q.dossier_id and h.seq = q.answered_seq
        left join lateral (
          select c.at from closed c
          where c.locality_id = q.locality_id and c.dossier_id = q.dossier_id and c.seq > q.seq
            and (q.answered_seq is null or c.seq < q.answered_seq)
          order by c.seq limit 1) c on true
        where q.seq is null or k.seq is null or q.asked_at <> k.at or q.days is distinct from k.days
          or q.question <> coalesce(k.opinion ->> 'question', q.question)
          or q.agency_id::text <> coalesce(k.opinion #>> '{agency,id}', q.agency_id::text)
          or date_trunc('milliseconds', q.due_at)
            <> date_trunc('milliseconds', coalesce((k.opinion ->> 'dueAt')::timestamptz, q.due_at))
          or q.answered_at is distinct from h.at
          or q.answer <> coalesce(h.opinion ->> 'answer', q.answer)
          or q.agency_id::text <> coalesce(h.opinion #>> '{agency,id}', q.agency_id::text)
          or q.closed_at is distinct from c.at
        union all
        select h.locality_id, h.dossier_id
        from heard h
        where not exists (
          select from dossier.consultation q
          where q.locality_id = h.locality_id and q.dossier_id = h.dossier_id and q.answered_seq = h.seq)) x
      left join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id`,
  },
  {
    invariant: '5. every code is unique in its locality',
    query: `select code from dossier.dossier group by locality_id, code having count(*) > 1`,
  },
  {
    invariant: '6. row-level security is on and forced for every business table',
    // A table with a locality is a business table; the queue of jobs has a schema of its own and no locality.
    query: `select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'locality_id' and not a.attisdropped)`,
  },
  ...moneyChecks,
  {
    invariant: '9a. every stored file is byte for byte what its hash and size say',
    query: `select encode(c.sha256, 'hex') from document.file_content c where c.sha256 <> sha256(c.bytes) or c.size <> octet_length(c.bytes)
      union all select f.id::text from document.file f
        left join document.file_content c on c.locality_id = f.locality_id and c.sha256 = f.content_sha256
        where c.size is distinct from f.size`,
  },
  {
    invariant: '9b. every file an act names in its seal is there with that hash, was not withdrawn, and leads back to the act',
    query: `with named as not materialized (
        select a.locality_id, a.dossier_id, a.seq, x ->> 'id' as id, x ->> 'sha256' as sha256
        from dossier.act a, jsonb_array_elements(a.payload::jsonb -> 'files') x where a.payload like '%"files":%')
      select d.code from named n join dossier.dossier d on d.locality_id = n.locality_id and d.id = n.dossier_id
      where not exists (select from document.file f join dossier.act_file r on r.locality_id = f.locality_id and r.file_id = f.id
          where f.locality_id = n.locality_id and f.dossier_id = n.dossier_id and f.id::text = n.id and encode(f.content_sha256, 'hex') = n.sha256
            and r.seq = n.seq and r.dossier_id = n.dossier_id and r.content_sha256 = f.content_sha256
            and not exists (select from document.file_withdrawal w where w.locality_id = f.locality_id and w.file_id = f.id))
      union all
      select d.code from dossier.act_file r join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
      where not exists (select from named n where n.locality_id = r.locality_id and n.dossier_id = r.dossier_id and n.seq = r.seq and n.id = r.file_id::text)`,
  },
  {
    invariant: '9c. every PDF that arrived was judged, and a dossier of its locality has it',
    query: `select f.id::text from document.file f
      where (f.media_type = 'application/pdf' and not exists (select from document.file_check c where c.locality_id = f.locality_id and c.file_id = f.id))
        or not exists (select from dossier.dossier d where d.locality_id = f.locality_id and d.id = f.dossier_id)`,
  },
  {
    invariant: '4n. a dossier filed online keeps its form and the time for its first answer, answered when its acts say so',
    query: `select d.code from dossier.first_answer f
        join dossier.dossier d on d.locality_id = f.locality_id and d.id = f.dossier_id
        left join lateral (select a.at, a.kind from dossier.act a where a.locality_id = f.locality_id and a.dossier_id = f.dossier_id
          and a.kind in ('accept', 'request_supplement', 'refuse', 'withdraw') order by a.seq limit 1) a on true
      where f.answered_at is distinct from a.at or f.answered_by is distinct from a.kind or f.filed_at <> d.received_at
        or d.channel <> 'online' or f.centre_id <> d.centre_id
        or not exists (select from dossier.filed_form g where g.locality_id = f.locality_id and g.dossier_id = f.dossier_id)
      union all select d.code from dossier.filed_form g join dossier.dossier d on d.locality_id = g.locality_id and d.id = g.dossier_id
      where not exists (select from dossier.first_answer f where f.locality_id = g.locality_id and f.dossier_id = g.dossier_id)`,
  },
  {
    invariant: '6b. the application can neither change nor remove an act',
    query: `select p from unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as p where has_table_privilege('motcua_app', 'dossier.act', p)`,
  },
  {
    invariant:
      '6c. what the log says changes only together with an act: the guards stand, and the queue and the figures are nobody’s to write',
    query: `select format('dossier.%s', g.relation) from unnest(array['act', 'dossier', 'clock', 'clock_stop', 'paper', 'claim', 'consultation',
        'reappointment', 'act_file', 'handover_item', 'transfer', 'holding', 'part']) as g(relation)
      where not exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          where t.tgrelid = ('dossier.' || g.relation)::regclass
            and p.proname in ('act_goes_on', 'dossier_follows_its_act', 'changes_with_an_act', 'papers_come_with_an_act'))
        or exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          where t.tgrelid = ('dossier.' || g.relation)::regclass and t.tgenabled not in ('O', 'A')
            and p.proname in ('act_goes_on', 'dossier_follows_its_act', 'changes_with_an_act', 'papers_come_with_an_act', 'changes_with_a_run'))
      union all select format('dossier.%s', g.relation) from unnest(array['queue', 'day_figures', 'figure_change', 'waiting_figure']) as g(relation)
        where has_any_column_privilege('motcua_app', 'dossier.' || g.relation, 'INSERT, UPDATE')
          or has_table_privilege('motcua_app', 'dossier.' || g.relation, 'DELETE')`,
  },
]
