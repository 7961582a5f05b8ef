#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "solana/rpc.hpp"
#include "transactions/rebate.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// One instruction as its bytes say: `text` for people, `kind` and `fields` for programs. Addresses and raw
/// token amounts are text, lamports and compute units numbers.
struct DescribedInstruction {
    using Field = std::variant<std::string, std::uint64_t>;

    std::string program;
    std::string kind;  ///< the instruction's name, such as `close_account`
    std::string text;
    std::vector<std::pair<std::string, Field>> fields;

    bool operator==(const DescribedInstruction&) const = default;
};

/// An unsigned transaction and everything that its signer must know. All figures come from chain state read for this
/// build.
struct BuiltTransaction {
    base::Bytes transaction;
    std::uint64_t version = 0;
    std::vector<Selection> includes;
    Rebate rebate;
    std::uint32_t compute_units_needed = 0;
    std::string submission_ticket;
    base::Lamports network_fee;        ///< including what programs charge
    solana::Pubkey fee_payer;          ///< of the network's part of it
    base::Lamports sponsor_repayment;  ///< what the wallet repays of it to the sponsor; 0 without one
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
    base::Lamports wallet_lamports;
    base::Lamports needed_lamports;  ///< that the wallet must hold to pay for one transaction by itself; 0 where it can
};

}  // namespace burner::transactions
