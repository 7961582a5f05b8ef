#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assets/blocked.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/draft.hpp"

namespace burner::transactions {

/// The cluster's verdict on a draft. `refused` are groups that must go, with the reason; `unexplained` is why it fails
/// where the cluster blames none of several groups. With neither it would succeed. `is_stale`: the wallet would not end
/// with what the draft promises, so the accounts that the draft rests on are no longer true.
struct SimulationOutcome {
    std::uint64_t units = 0;
    std::vector<std::pair<std::size_t, assets::Refusal>> refused;
    std::optional<std::string> unexplained;
    bool is_stale = false;
};

/// What the wallet gets, what it pays to the network, or repays to a sponsor (0 where another key pays), and at most to
/// programs.
struct Promise {
    base::Lamports net;
    base::Lamports network_fee;
    base::Lamports programs_fee;
};

/// Tells whether a simulation that watched the wallet leaves it with what was promised. A simulation takes the
/// network's fee, or does not.
bool is_kept(const Promise& promise, base::Lamports before, const solana::Simulation& simulation);

/// Simulates one draft. `before` is what the wallet held when the draft's accounts were read.
base::Task<base::Result<SimulationOutcome>> simulate(solana::Rpc& rpc, Draft draft, solana::Pubkey wallet,
                                                     base::Lamports before);

}  // namespace burner::transactions
