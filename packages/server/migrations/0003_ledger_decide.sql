-- SPDX-License-Identifier: Apache-2.0
-- decide_transfers: the exact way. Goes through the batch in request order, one transfer at a time, over arrays in
-- memory only; writes nothing. A refused transfer undoes the earlier ones of its chain, so each is done once and undone
-- at most once. The checks stand in the order of TRANSFER_RESULTS of the domain: the first that applies is the answer.
-- Arguments are those of post_transfers; a_* are accounts by index, p_* pending transfers by index.

CREATE FUNCTION decide_transfers(
  p_now timestamptz, p_units text[], p_pendings text[], p_pending_slot integer[],
  j_id text[], j_slot integer[], j_book integer[],
  t_chain integer[], t_id text[], t_slot integer[], t_debit integer[], t_credit integer[], t_amount bigint[],
  t_unit integer[], t_code text[], t_phase integer[], t_pending integer[], t_expires timestamptz[], t_static text[],
  a_no bigint[], a_unit integer[], a_book integer[], a_closed boolean[], a_hot boolean[], a_rule integer[],
  a_dp bigint[], a_dd bigint[], a_cp bigint[], a_cc bigint[],
  p_known boolean[], p_debit bigint[], p_credit bigint[], p_amount bigint[], p_expires timestamptz[], p_done integer[],
  OUT result text[], OUT release bigint[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  c_phases CONSTANT text[] := ARRAY['posted', 'pending', 'post', 'void', 'expire'];
  c_counter_max CONSTANT bigint := 9000000000000000000;
  n CONSTANT integer := cardinality(t_id);
  -- What the database has under the ids of this batch: journals by chain, transfers by slot.
  j_known bigint[]; x_journal bigint[]; x_debit bigint[]; x_credit bigint[]; x_amount bigint[];
  x_unit text[]; x_code text[]; x_phase text[]; x_pending text[]; x_expires timestamptz[];
  -- What this batch has applied so far: the ordinal by transfer slot, the chain by journal slot; 0 for none.
  placed integer[] := array_fill(0, ARRAY[n]);
  j_placed integer[] := array_fill(0, ARRAY[cardinality(j_id)]);
  i integer := 1; k integer; s integer; d integer; c integer; q integer;
  v_chain integer; v_start integer; v_known boolean; v_failed boolean; v_applied boolean;
  v_answer text; v_amount bigint;
  q_found boolean; q_debit bigint; q_credit bigint; q_amount bigint; q_expires timestamptz;
BEGIN
  result := array_fill(NULL::text, ARRAY[n]);
  release := array_fill(0::bigint, ARRAY[n]);

  SELECT array_agg(j.no ORDER BY u.ord) INTO j_known
  FROM unnest(j_id) WITH ORDINALITY AS u(id, ord) LEFT JOIN journal j ON j.id = u.id COLLATE "C";

  SELECT array_agg(x.journal_no ORDER BY u.ord), array_agg(x.debit_no ORDER BY u.ord), array_agg(x.credit_no ORDER BY u.ord),
    array_agg(x.amount_minor ORDER BY u.ord), array_agg(x.unit ORDER BY u.ord), array_agg(x.code ORDER BY u.ord),
    array_agg(x.phase ORDER BY u.ord), array_agg(x.pending_id ORDER BY u.ord), array_agg(x.expires_at ORDER BY u.ord)
  INTO x_journal, x_debit, x_credit, x_amount, x_unit, x_code, x_phase, x_pending, x_expires
  FROM unnest(t_id) WITH ORDINALITY AS u(id, ord) LEFT JOIN transfer x ON x.id = u.id COLLATE "C";

  WHILE i <= n LOOP
    v_chain := t_chain[i];
    v_start := i;
    v_failed := false;
    v_applied := false;
    v_known := j_known[v_chain] IS NOT NULL OR j_placed[j_slot[v_chain]] > 0;

    WHILE i <= n AND t_chain[i] = v_chain LOOP
      s := t_slot[i]; k := placed[s]; d := t_debit[i]; c := t_credit[i]; v_amount := t_amount[i]; q := t_pending[i];
      v_answer := NULL;

      IF v_failed THEN
        v_answer := 'linked_transfer_failed';
      ELSIF x_journal[s] IS NOT NULL THEN
        v_answer := CASE
          WHEN x_journal[s] IS DISTINCT FROM j_known[v_chain] THEN 'exists_with_different_journal'
          WHEN x_phase[s] <> c_phases[t_phase[i] + 1] THEN 'exists_with_different_phase'
          WHEN x_debit[s] IS DISTINCT FROM a_no[d] OR x_credit[s] IS DISTINCT FROM a_no[c]
            THEN 'exists_with_different_accounts'
          WHEN x_unit[s] <> p_units[t_unit[i]] THEN 'exists_with_different_unit'
          WHEN x_amount[s] <> v_amount THEN 'exists_with_different_amount'
          WHEN x_code[s] <> t_code[i] COLLATE "C" THEN 'exists_with_different_code'
          WHEN x_pending[s] IS DISTINCT FROM (CASE WHEN q > 0 THEN p_pendings[q] END) THEN 'exists_with_different_pending'
          WHEN x_expires[s] IS DISTINCT FROM t_expires[i] THEN 'exists_with_different_expiry'
          ELSE 'exists' END;
      ELSIF k > 0 THEN
        v_answer := CASE
          WHEN j_slot[t_chain[k]] <> j_slot[v_chain] THEN 'exists_with_different_journal'
          WHEN t_phase[k] <> t_phase[i] THEN 'exists_with_different_phase'
          WHEN t_debit[k] <> d OR t_credit[k] <> c THEN 'exists_with_different_accounts'
          WHEN t_unit[k] <> t_unit[i] THEN 'exists_with_different_unit'
          WHEN t_amount[k] <> v_amount THEN 'exists_with_different_amount'
          WHEN t_code[k] <> t_code[i] THEN 'exists_with_different_code'
          WHEN t_pending[k] <> q THEN 'exists_with_different_pending'
          WHEN t_expires[k] IS DISTINCT FROM t_expires[i] THEN 'exists_with_different_expiry'
          ELSE 'exists' END;
      ELSIF v_known THEN
        v_answer := 'journal_already_posted';
      ELSIF t_static[i] IS NOT NULL THEN
        v_answer := t_static[i];
      ELSIF t_phase[i] = 1 AND t_expires[i] <= p_now THEN
        v_answer := 'expiry_not_in_future';
      ELSIF a_no[d] IS NULL OR a_no[c] IS NULL THEN
        v_answer := 'account_not_found';
      ELSIF a_book[d] IS DISTINCT FROM j_book[v_chain] OR a_book[c] IS DISTINCT FROM j_book[v_chain] THEN
        v_answer := 'books_differ';
      ELSIF a_unit[d] IS DISTINCT FROM t_unit[i] OR a_unit[c] IS DISTINCT FROM t_unit[i] THEN
        v_answer := 'unit_mismatch';
      END IF;

      IF v_answer IS NULL AND q > 0 THEN
        IF p_known[q] THEN
          q_found := true;
          q_debit := p_debit[q]; q_credit := p_credit[q]; q_amount := p_amount[q]; q_expires := p_expires[q];
        ELSE
          k := CASE WHEN p_pending_slot[q] > 0 THEN placed[p_pending_slot[q]] ELSE 0 END;
          q_found := k > 0 AND t_phase[k] = 1;
          IF q_found THEN
            q_debit := a_no[t_debit[k]]; q_credit := a_no[t_credit[k]]; q_amount := t_amount[k]; q_expires := t_expires[k];
          END IF;
        END IF;
        v_answer := CASE
          WHEN NOT q_found THEN 'pending_not_found'
          WHEN q_debit <> a_no[d] OR q_credit <> a_no[c] THEN 'pending_has_different_accounts'
          WHEN p_done[q] = 2 THEN 'pending_already_posted'
          WHEN p_done[q] = 3 THEN 'pending_already_voided'
          WHEN p_done[q] = 4 THEN 'pending_expired'
          WHEN t_phase[i] <> 4 AND q_expires <= p_now THEN 'pending_expired'
          WHEN t_phase[i] = 4 AND (q_expires IS NULL OR q_expires > p_now) THEN 'pending_not_expired'
          WHEN t_phase[i] = 2 AND v_amount > q_amount THEN 'exceeds_pending_amount'
          WHEN t_phase[i] > 2 AND v_amount <> q_amount THEN 'pending_has_different_amount' END;
      END IF;

      IF v_answer IS NULL THEN
        IF a_closed[d] OR a_closed[c] THEN
          v_answer := 'account_closed';
        ELSIF t_phase[i] <= 1 AND a_rule[d] = 1 AND a_cc[d] - a_dd[d] - a_dp[d] < v_amount THEN
          v_answer := 'exceeds_credits';
        ELSIF t_phase[i] <= 1 AND a_rule[c] = 2 AND a_dd[c] - a_cc[c] - a_cp[c] < v_amount THEN
          v_answer := 'exceeds_debits';
        ELSIF t_phase[i] = 1 AND ((NOT a_hot[d] AND a_dp[d] > c_counter_max - v_amount)
          OR (NOT a_hot[c] AND a_cp[c] > c_counter_max - v_amount)) THEN
          v_answer := 'counter_overflow';
        ELSIF t_phase[i] IN (0, 2) AND ((NOT a_hot[d] AND a_dd[d] > c_counter_max - v_amount)
          OR (NOT a_hot[c] AND a_cc[c] > c_counter_max - v_amount)) THEN
          v_answer := 'counter_overflow';
        END IF;
      END IF;

      IF v_answer IS NULL THEN
        v_answer := 'applied';
        v_applied := true;
        placed[s] := i;
        IF q > 0 THEN
          p_done[q] := t_phase[i];
          release[i] := q_amount;
          a_dp[d] := a_dp[d] - q_amount;
          a_cp[c] := a_cp[c] - q_amount;
        END IF;
        IF t_phase[i] = 1 THEN
          a_dp[d] := a_dp[d] + v_amount;
          a_cp[c] := a_cp[c] + v_amount;
        ELSIF t_phase[i] IN (0, 2) THEN
          a_dd[d] := a_dd[d] + v_amount;
          a_cc[c] := a_cc[c] + v_amount;
        END IF;
      ELSIF NOT v_failed AND NOT v_known AND v_answer <> 'exists' THEN
        v_failed := true;
        -- Undo what this chain has done, and say so; only the refused transfer keeps a reason of its own.
        FOR k IN v_start..i - 1 LOOP
          IF result[k] = 'applied' THEN
            s := t_slot[k]; d := t_debit[k]; c := t_credit[k]; q := t_pending[k]; v_amount := t_amount[k];
            placed[s] := 0;
            IF q > 0 THEN
              p_done[q] := 0;
              a_dp[d] := a_dp[d] + release[k];
              a_cp[c] := a_cp[c] + release[k];
              release[k] := 0;
            END IF;
            IF t_phase[k] = 1 THEN
              a_dp[d] := a_dp[d] - v_amount;
              a_cp[c] := a_cp[c] - v_amount;
            ELSIF t_phase[k] IN (0, 2) THEN
              a_dd[d] := a_dd[d] - v_amount;
              a_cc[c] := a_cc[c] - v_amount;
            END IF;
          END IF;
          result[k] := 'linked_transfer_failed';
        END LOOP;
        v_applied := false;
      END IF;
      result[i] := v_answer;
      i := i + 1;
    END LOOP;

    IF v_applied THEN
      j_placed[j_slot[v_chain]] := v_chain;
    END IF;
  END LOOP;
END $$;
