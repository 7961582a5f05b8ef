#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "solana/rpc.hpp"
#include "transactions/rebate.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// One instruction as its bytes say, for people: `text` in words, `fields` for programs.
struct DescribedInstruction {
    std::string program;
    std::string text;
    std::vector<std::pair<std::string, std::string>> fields;

    bool operator==(const DescribedInstruction&) const = default;
};

/// An unsigned transaction and everything that its buyer must know. All figures come from chain state read
/// for this build.
struct BuiltTransaction {
    base::Bytes transaction;
    std::vector<Selection> includes;
    Rebate rebate;
    std::uint32_t compute_units_needed = 0;
    std::string submission_ticket;
    base::Lamports network_fee;
    solana::BlockHeight last_valid_block_height = 0;
    base::UnixTime expires_at;  ///< an estimate; the block height decides
    std::vector<DescribedInstruction> instructions;
};

/// Sums over the transactions of one build.
struct BuildTotals {
    std::size_t transactions = 0;
    std::size_t items = 0;
    Rebate rebate;
    base::Lamports network_fee;

    bool operator==(const BuildTotals&) const = default;
};

struct Build {
    std::vector<BuiltTransaction> transactions;
    std::vector<Rejection> rejected;
    BuildTotals totals;
};

}  // namespace burner::transactions
