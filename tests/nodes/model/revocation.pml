/*
 * How a revocation becomes true on all nodes at once, with time in steps.
 *
 * Every node is a process that may be scheduled late or never. So a pause, a cut, a late or lost message, a lost doorbell
 * and an engine that is away need no fault of their own, and may happen any number of times. Counted faults are crashes,
 * an engine that goes back, and clocks that run wrong.
 *
 * A timer holds what is left of it on each clock. A lease is over when one clock says so, a wait when all do.
 *
 * Options: N nodes (2); CRASHES; TWO_CLOCKS with DRIFTS, SLEWS and SUSPENDS; ENGINE_GOES_BACK; BOUND, which checks how late an
 * answer may be; ANSWERED_AT_ONCE, which leaves late answers of renewals out to save states. Every other name breaks a
 * rule; run.py lists them, and spin must refute each.
 */
#ifndef N
#define N 2
#endif
#ifndef CRASHES
#define CRASHES 1
#endif

#define LEASE 3
#ifdef TWO_CLOCKS
#define CLOCKS 2
#define MARGIN 1 /* as many steps as DRIFTS */
#else
#define CLOCKS 1
#define MARGIN 0
#endif
#ifdef NO_MARGIN
#define WAIT LEASE
#else
#define WAIT (LEASE + MARGIN)
#endif
#ifdef EARLY_FENCE
#define FENCE_AFTER 1
#else
#define FENCE_AFTER WAIT
#endif

typedef Timer { byte left[CLOCKS] }

#define less(value, steps) (value > steps -> value - steps : 0)

#ifdef TWO_CLOCKS
#define begin(timer, steps) timer.left[0] = steps; timer.left[1] = steps
#define copy(to, from) to.left[0] = from.left[0]; to.left[1] = from.left[1]
#define HOLDS_BOTH(timer) (timer.left[0] > 0 && timer.left[1] > 0)
#define OVER_BOTH(timer) (timer.left[0] == 0 && timer.left[1] == 0)
#else
#define begin(timer, steps) timer.left[0] = steps
#define copy(to, from) to.left[0] = from.left[0]
#define HOLDS_BOTH(timer) (timer.left[0] > 0)
#define OVER_BOTH(timer) (timer.left[0] == 0)
#endif
#ifdef LEASE_BY_CLOCK
#define HOLDS(timer) (timer.left[LEASE_BY_CLOCK] > 0)
#else
#define HOLDS(timer) HOLDS_BOTH(timer)
#endif
#ifdef WAIT_BY_CLOCK
#define OVER(timer) (timer.left[WAIT_BY_CLOCK] == 0)
#else
#define OVER(timer) OVER_BOTH(timer)
#endif

/* ---- The engine ---- */

/*
 * A number says in which timeline its change was written, so none is given twice: those of the second timeline begin at 3.
 * Where the engine goes back, change 1 is an old one that all know to be final.
 */
#ifdef ENGINE_GOES_BACK
#define OLD 1
#else
#define OLD 0
#endif
byte feed = OLD;   /* the last number that was given */
byte finals = OLD; /* up to here every node has acknowledged */
byte revoked;      /* the number of our revocation in this history; 0 when it is not there */
bit timeline;
byte kept;         /* what the second timeline has of the first: changes up to here */
#ifdef NUMBERS_GIVEN_AGAIN /* then a change has a mark besides, which says in which timeline it was written */
#define NEXT (feed + 1)
#else
#define NEXT ((timeline == 1 && feed < 2 -> 2 : feed) + 1)
#endif
#define WRITTEN_IN(number) (timeline == 1 && number > kept)

typedef Row {
  bit live; /* inserted and not fenced */
  byte applied;
  Timer unmoved; /* until a node that watches it may fence it */
}
Row row[2 * N]; /* a node that crashed leaves one behind */

/* ---- The revoker, and what clients have seen ---- */

byte number;   /* what the revoker was told at its commit; 0 before */
bit number_in; /* the timeline that gave it */
byte revoker;  /* the node on whose clocks it waits */
Timer wait;

/*
 * The revocation was answered, or somebody was answered 401: no use that starts now may succeed. What waits, watches and
 * pends only leads to this, so its timers are cleared.
 */
bit late;
#ifdef ENGINE_GOES_BACK
bit done; /* the wait ended: the ring and `finals` may come at any time */
#endif
#if defined(ENGINE_GOES_BACK) && !defined(WITHOUT_REV)
byte rev; /* a session was minted by a node that had applied this */
#endif

/* ---- The nodes ---- */

mtype = { off, joining, reading, idle, answered, gone }
typedef Node {
  mtype phase;
  bit second; /* which of its two rows is its own */
  byte applied;
  bit written_in; /* the timeline of the change `applied` */
  bit knows;      /* our revocation is in memory, */
  byte known;     /* under this number, */
  bit known_in;   /* which this timeline gave it */
  Timer pending;  /* until it is final by itself */
  byte watermark; /* changes up to here are known to be final */
  Timer lease;
  Timer renewal;    /* what is left of the lease that was asked for */
  byte value;       /* what the renewal was answered: the feed, */
  byte final_value; /* and `finals` */
}
Node node[N];
#define me node[_pid]

inline conclude() {
  late = 1;
  begin(wait, 0);
  revoker = 0;
  for (i : 0 .. N - 1) {
    begin(node[i].pending, 0);
    begin(row[2 * i].unmoved, 0);
    begin(row[2 * i + 1].unmoved, 0)
  }
  i = 0
}
#ifdef ENGINE_GOES_BACK
#define finish() done = 1; conclude()
#else
#define finish() conclude()
#endif

#define mine row[2 * _pid + me.second]
#define end(a_row) a_row.live = 0; a_row.applied = 0; begin(a_row.unmoved, 0)
#ifdef LEASE_CHECKED_LAST
byte use; /* the node that has looked up a use which began late, plus 1 */
#endif

#define SERVES (me.phase != off && HOLDS(me.lease))
#define FINAL (me.knows && OVER(me.pending))
/* What this node knows and the engine has lost is written again before it reads. */
#ifdef WRITTEN_AGAIN_WHOLE
#define LOST me.knows
#elif defined(ENGINE_GOES_BACK) && !defined(NO_WRITING_BACK)
#define LOST (me.knows && revoked == 0)
#else
#define LOST false
#endif
/* The history of the engine contains what this node has applied. */
#ifdef HISTORY_BY_NUMBER
#define HISTORY_GOES_ON (me.applied <= feed)
#else
#define HISTORY_GOES_ON (me.applied <= feed && me.written_in == WRITTEN_IN(me.applied))
#endif
#define MAY_WRITE_ROW (mine.live && HISTORY_GOES_ON)
#ifdef DOORBELL_WITHOUT_CONDITIONS
#define MAY_ACKNOWLEDGE true
#else
#define MAY_ACKNOWLEDGE MAY_WRITE_ROW
#endif

inline raise(to) {
#ifdef WATERMARK_AHEAD
  me.watermark = (to > me.watermark -> to : me.watermark);
#else
  me.watermark = (to > me.watermark && to <= me.applied -> to : me.watermark);
#endif
  if
  :: me.knows && me.known <= me.watermark -> begin(me.pending, 0)
  :: else
  fi;
  skip
}

/* Reads the changes after `applied` in one snapshot, and applies them. */
inline apply() {
  if
  :: revoked > me.applied && !me.knows ->
#ifdef NO_PENDING
    begin(me.pending, 0);
#else
    begin(me.pending, (late -> 0 : WAIT));
#endif
    me.knows = 1;
    me.known = revoked;
    me.known_in = WRITTEN_IN(revoked)
  :: else
  fi;
  me.applied = feed;
  me.written_in = WRITTEN_IN(feed);
#if defined(ENGINE_GOES_BACK) && !defined(WITHOUT_REV)
  rev = (me.applied > rev -> me.applied : rev)
#endif
}

inline forget_renewal() { begin(me.renewal, 0); me.value = 0; me.final_value = 0 }

inline extend() {
#ifdef LEASE_FROM_ANSWER
  begin(me.lease, LEASE);
#else
  copy(me.lease, me.renewal);
#endif
  forget_renewal();
  me.phase = idle
}

active [N] proctype Server() {
  byte i;
  me.phase = off;
  do
  /* Join: the row, what was known and is lost, one snapshot. */
  :: d_step { me.phase == off -> me.phase = joining }
  :: d_step { me.phase == joining && !(me.second == 0 && row[2 * _pid].live && row[2 * _pid + 1].live) ->
      me.second = row[2 * _pid].live;
      mine.live = 1;
      mine.applied = 0;
      begin(mine.unmoved, (late -> 0 : FENCE_AFTER));
#ifdef COPY_FENCES_ORIGINAL
      end(row[2 * ((_pid + 1) % N)]);
#endif
      me.phase = reading
    }
#ifdef ENGINE_GOES_BACK
  :: d_step { me.phase == reading && LOST ->
#ifndef WITHOUT_REV
      assert(revoked == 0 || rev < revoked); /* a new number would end sessions that were minted since */
#endif
      feed = (me.applied > feed -> me.applied : feed);
      feed = NEXT;
      revoked = feed
    }
#endif
  :: d_step { me.phase == reading && !LOST ->
      me.applied = 0;
      if
      :: revoked > 0 -> me.knows = 0
      :: else
      fi;
      apply();
      raise(finals);
      me.phase = idle
    }

  /* Renew. The worst moment to ask is just before the engine acts: asked earlier, the lease ends earlier. */
  :: d_step { me.phase == idle ->
      if
      :: MAY_WRITE_ROW ->
#ifdef ENGINE_GOES_BACK
        assert(!me.knows || revoked != 0); /* who knows it and serves has written it again */
#endif
        mine.applied = me.applied;
        begin(mine.unmoved, (late -> 0 : FENCE_AFTER));
#ifdef ANSWERED_AT_ONCE
        apply();
        raise(finals);
        begin(me.lease, LEASE)
#else
        begin(me.renewal, LEASE);
        me.value = feed;
        me.final_value = finals;
        me.phase = answered
#endif
      :: else -> me.phase = gone
      fi;
      skip
    }
  :: d_step { me.phase == answered -> forget_renewal(); me.phase = idle } /* the connection is dropped */
#ifdef LEASE_BEFORE_APPLY
  :: d_step { me.phase == answered -> extend() }
#else
  :: d_step { me.phase == answered && me.value <= me.applied -> raise(me.final_value); extend() }
  :: d_step { me.phase == answered && me.value > me.applied && HISTORY_GOES_ON -> apply(); raise(me.final_value); extend() }
#endif
  :: d_step { me.phase == gone ->
      begin(me.lease, 0);
      end(mine);
      me.watermark = 0;
      me.phase = joining
    }

  /* Doorbell: read, acknowledge, hear that it is final. */
  :: d_step { me.phase == idle && feed > me.applied && HISTORY_GOES_ON -> apply() }
  :: d_step { me.phase == idle && mine.live && mine.applied < me.applied && MAY_ACKNOWLEDGE -> mine.applied = me.applied }
#ifdef ENGINE_GOES_BACK
  :: d_step { me.phase == idle && done && me.watermark < number -> raise(number) }
#endif

  /* Fence a row of the next node that has not moved. */
  :: d_step { !late && me.phase != off && row[2 * ((_pid + 1) % N)].live && OVER(row[2 * ((_pid + 1) % N)].unmoved) ->
      end(row[2 * ((_pid + 1) % N)]) }
  :: d_step { !late && me.phase != off && row[2 * ((_pid + 1) % N) + 1].live && OVER(row[2 * ((_pid + 1) % N) + 1].unmoved) ->
      end(row[2 * ((_pid + 1) % N) + 1]) }
  /* A start that holds the lock of its directory knows its predecessor to be dead. */
  :: d_step { me.phase == joining && row[2 * _pid + me.second].live -> end(mine) }
#ifdef ROW_FENCED_BEFORE_DRAIN
  :: d_step { me.phase == idle && mine.live -> end(mine) }
#endif

  /* Revoke: the commit begins the wait. An answer that never comes is a process that is not scheduled. */
  :: d_step { number == 0 -> feed = NEXT; revoked = feed; number = feed; number_in = WRITTEN_IN(feed); revoker = _pid;
#if defined(ENGINE_GOES_BACK) && !defined(WITHOUT_REV)
      assert(rev < number); /* it covers what was minted before */
#endif
#ifdef NO_WAIT
      finish()
#else
      begin(wait, WAIT)
#endif
    }

  /* Uses. The lease is looked at before the memory, so the worst use does both at once. */
#ifdef NO_LEASE
  :: d_step { late && me.phase == idle && !me.knows -> assert(false) }
#else
#ifdef LEASE_CHECKED_LAST
  :: d_step { use == 0 && late && me.phase != off && !me.knows -> use = _pid + 1 }
  :: d_step { use == _pid + 1 && me.phase != off && HOLDS(me.lease) -> assert(false) }
#else
  :: d_step { late && SERVES && !me.knows -> assert(false) }
#endif
#endif
  :: d_step { !late && SERVES && FINAL && me.known == revoked && me.known_in == WRITTEN_IN(revoked) -> conclude() }
  od
}

/* ---- Time and faults ---- */

inline spend(timer, boot, raw) {
  timer.left[0] = less(timer.left[0], boot);
#ifdef TWO_CLOCKS
  timer.left[1] = less(timer.left[1], raw)
#endif
}

/* One step passes on the clocks of a node. A row is watched by the node before its own. */
inline spend_on(n, boot, raw) {
  spend(node[n].lease, boot, raw);
  spend(node[n].renewal, boot, raw);
  spend(node[n].pending, boot, raw);
  spend(row[2 * ((n + 1) % N)].unmoved, boot, raw);
  spend(row[2 * ((n + 1) % N) + 1].unmoved, boot, raw);
  if
  :: revoker == n -> spend(wait, boot, raw)
  :: else
  fi
}

inline step(odd, boot, raw) {
  for (i : 0 .. N - 1) {
    if
    :: i == odd -> spend_on(i, boot, raw)
    :: else -> spend_on(i, 1, 1)
    fi
  }
  i = 0
}

#define ALL_ACKNOWLEDGED(n) \
  (!(row[2 * n].live && row[2 * n].applied < number) && !(row[2 * n + 1].live && row[2 * n + 1].applied < number))
#define STILL_THERE (revoked == number && number_in == WRITTEN_IN(revoked))
#if N == 2
#define POLLED (ALL_ACKNOWLEDGED(0) && ALL_ACKNOWLEDGED(1))
#else
#define POLLED (ALL_ACKNOWLEDGED(0) && ALL_ACKNOWLEDGED(1) && ALL_ACKNOWLEDGED(2))
#endif

inline crash(n) {
  node[n].phase = off;
  node[n].applied = 0; node[n].knows = 0; node[n].known = 0; node[n].watermark = 0; node[n].written_in = 0; node[n].known_in = 0;
  node[n].value = 0; node[n].final_value = 0;
  begin(node[n].lease, 0); begin(node[n].renewal, 0); begin(node[n].pending, 0)
}

/* What a prefix of the history holds. The rows of nodes that have joined are in it. */
inline go_back(to) {
  timeline = 1;
  kept = to;
  feed = to;
  finals = (finals > to -> to : finals);
  if
  :: revoked > to -> revoked = 0; done = 0; late = 0 /* an engine without synchronous standby promises no more */
  :: else
  fi;
  for (i : 0 .. 2 * N - 1) {
    row[i].applied = (row[i].applied > to -> to : row[i].applied);
#ifdef FENCE_OVER_TIMELINES
    begin(row[i].unmoved, 0)
#else
    if
    :: row[i].live -> begin(row[i].unmoved, FENCE_AFTER)
    :: else
    fi
#endif
  }
  i = 0
}

/*
 * With BOUND the revoker is not paused: it answers in the step in which it may. `waited` counts real steps, the poll may
 * have been asked of an engine that never answers.
 */
#ifdef BOUND
byte waited;
bit polling;
#ifdef POLL_WITHOUT_DEADLINE
#define MAY_GIVE_UP (OVER(wait) && !polling)
#else
#define MAY_GIVE_UP OVER(wait)
#endif
#define WAITS (number != 0 && !late)
#define TIME_PASSES !(WAITS && MAY_GIVE_UP)
#else
#define MAY_GIVE_UP OVER(wait)
#define TIME_PASSES true
#endif


/* Slews move CLOCK_BOOTTIME alone, suspends stop CLOCK_MONOTONIC_RAW alone. Two clocks help while not both are wrong. */
#ifdef BOTH_CLOCKS_WRONG
#define MAY_SLEW(n) (slews > 0)
#define MAY_SUSPEND(n) (suspends > 0)
#else
#define MAY_SLEW(n) (slews > 0 && suspended != n + 1 && (slewed == 0 || slewed == n + 1))
#define MAY_SUSPEND(n) (suspends > 0 && slewed != n + 1 && (suspended == 0 || suspended == n + 1))
#endif
inline pass(n, boot, raw) {
  step(n, boot, raw);
#ifdef BOUND
  waited = waited + WAITS;
  assert(waited <= WAIT + DRIFTS + SLEWS)
#endif
}

active proctype World() {
  byte i;
  byte crashes = CRASHES;
#ifdef TWO_CLOCKS
  byte drifts = DRIFTS, slews = SLEWS, suspends = SUSPENDS;
  byte slewed, suspended; /* a node, plus 1 */
#endif
#ifdef ENGINE_GOES_BACK
  bit other = 0;
#endif
  do
  :: d_step { TIME_PASSES -> pass(N, 1, 1) }
#ifdef TWO_CLOCKS
  :: d_step { TIME_PASSES && drifts > 0 -> drifts--; pass(0, 0, 0) }
  :: d_step { TIME_PASSES && drifts > 0 -> drifts--; pass(0, 2, 2) }
  :: d_step { TIME_PASSES && drifts > 0 -> drifts--; pass(1, 0, 0) }
  :: d_step { TIME_PASSES && drifts > 0 -> drifts--; pass(1, 2, 2) }
  :: d_step { TIME_PASSES && MAY_SLEW(0) -> slews--; slewed = 1; pass(0, 0, 1) }
  :: d_step { TIME_PASSES && MAY_SLEW(0) -> slews--; slewed = 1; pass(0, 2, 1) }
  :: d_step { TIME_PASSES && MAY_SLEW(1) -> slews--; slewed = 2; pass(1, 0, 1) }
  :: d_step { TIME_PASSES && MAY_SLEW(1) -> slews--; slewed = 2; pass(1, 2, 1) }
  :: d_step { TIME_PASSES && MAY_SUSPEND(0) -> suspends--; suspended = 1; pass(0, 1, 0) }
  :: d_step { TIME_PASSES && MAY_SUSPEND(1) -> suspends--; suspended = 2; pass(1, 1, 0) }
#endif

#ifdef BOUND
  :: d_step { WAITS && !polling -> polling = 1 }
#endif
#ifdef POLL_WITHOUT_CHANGE
  :: d_step { number != 0 && !late && POLLED -> finish() }
#else
  :: d_step { number != 0 && !late && POLLED && STILL_THERE -> finish() }
#endif
  :: d_step { number != 0 && !late && MAY_GIVE_UP && STILL_THERE -> finish() }

  :: d_step { crashes > 0 && node[0].phase != off -> crashes--; crash(0) }
  :: d_step { crashes > 0 && node[1].phase != off -> crashes--; crash(1) }
#ifdef ENGINE_GOES_BACK
  :: d_step { done && finals < number -> finals = number }
  :: d_step { timeline == 0 -> go_back(0) }
  :: d_step { timeline == 0 && feed > 1 -> go_back(1) }
  :: d_step { timeline == 1 && !other -> other = 1; feed = NEXT } /* somebody's change */
#ifdef LATE_FINALS
  :: d_step { timeline == 1 && finals < 1 -> finals = 1 } /* by who waited for change 1 */
#endif
#endif
  od
}
