#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace burner::nodes::simulation {

/// The protocol as it is, and ways to get it wrong.
enum class Variant {
    as_it_is,
    lease_from_answer,      ///< the lease counts from the answer of a renewal, not from its start
    lease_before_apply,     ///< the lease is extended before what is new has been applied
    lease_checked_last,     ///< a request looks at the lease only after it has looked at the memory
    early_fence,            ///< a node is fenced when its lease may still hold
    no_wait,                ///< a revoke is answered after its commit
    no_lease,               ///< requests do not look at the lease
    no_pending,             ///< a revocation is refused as soon as it is applied
    one_clock,              ///< leases and waits go by the clock that NTP slews
    no_drift,               ///< waits are as long as the lease, without room for drift
    numbers_alone,          ///< an engine that went back is known by the number alone, not by the mark
    unconditional_finals,   ///< what is final is written down without asking whether the engine went back
    final_by_number,        ///< a node believes what is rung to be final by its number, not by its mark
    kept_finals,            ///< what was final stays final after the engine went back
    no_restore,             ///< a node that joins again does not write again what the engine has lost
    row_of_directory,       ///< a row belongs to the data directory, and a second process takes it over
    fence_by_name,          ///< a node that starts fences the rows of its name, whoever holds the lock
    numbers_before_commit,  ///< numbers are drawn before the commit, so that a smaller one may come later
};

/// A broken variant, and a run that is known to show it: most are found within a few runs, some in one of a thousand.
struct BrokenVariant {
    Variant variant;
    std::uint64_t seed;
};
inline constexpr std::array broken_variants{
    BrokenVariant{Variant::lease_from_answer, 58},
    BrokenVariant{Variant::lease_before_apply, 0},
    BrokenVariant{Variant::lease_checked_last, 2},
    BrokenVariant{Variant::early_fence, 5},
    BrokenVariant{Variant::no_wait, 0},
    BrokenVariant{Variant::no_lease, 0},
    BrokenVariant{Variant::no_pending, 0},
    BrokenVariant{Variant::one_clock, 108},
    BrokenVariant{Variant::no_drift, 604},
    BrokenVariant{Variant::numbers_alone, 0},
    BrokenVariant{Variant::final_by_number, 3232},
    BrokenVariant{Variant::kept_finals, 23},
    BrokenVariant{Variant::unconditional_finals, 1419},
    BrokenVariant{Variant::no_restore, 1},
    BrokenVariant{Variant::row_of_directory, 1},
    BrokenVariant{Variant::fence_by_name, 156},
    BrokenVariant{Variant::numbers_before_commit, 1},
};

constexpr std::string_view to_text(Variant variant) {
    switch (variant) {
        case Variant::as_it_is: return "AsItIs";
        case Variant::lease_from_answer: return "LeaseFromAnswer";
        case Variant::lease_before_apply: return "LeaseBeforeApply";
        case Variant::lease_checked_last: return "LeaseCheckedLast";
        case Variant::early_fence: return "EarlyFence";
        case Variant::no_wait: return "NoWait";
        case Variant::no_lease: return "NoLease";
        case Variant::no_pending: return "NoPending";
        case Variant::one_clock: return "OneClock";
        case Variant::no_drift: return "NoDrift";
        case Variant::numbers_alone: return "NumbersAlone";
        case Variant::unconditional_finals: return "UnconditionalFinals";
        case Variant::final_by_number: return "FinalByNumber";
        case Variant::kept_finals: return "KeptFinals";
        case Variant::no_restore: return "NoRestore";
        case Variant::row_of_directory: return "RowOfDirectory";
        case Variant::fence_by_name: return "FenceByName";
        case Variant::numbers_before_commit: return "NumbersBeforeCommit";
    }
    return "";
}

}  // namespace burner::nodes::simulation
