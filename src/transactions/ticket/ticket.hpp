#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "solana/rpc.hpp"
#include "transactions/rebate.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// Identifies what a transaction does for us, whatever a wallet adds around it (see message_digest.hpp).
using MessageDigest = base::Sha256;

/// Identifies the same without its blockhash: a refreshed transaction has another digest and the same instructions.
using InstructionsDigest = base::Sha256;

/// Identifies the compute budget of a message, byte by byte.
using BudgetDigest = base::Sha256;

/// How long a ticket is good for a submit: past any blockhash's end even on a slow cluster, where the block height
/// decides.
inline constexpr std::chrono::minutes ticket_life{3};
/// How long after the first build a transaction may be refreshed and reported, however often it was refreshed.
inline constexpr std::chrono::minutes promise_life{10};

/// The promise that the server made when it built a transaction. It travels with the client, so a submission needs no
/// state of the server that built it.
struct Ticket {
    std::string project;
    std::string cluster;  ///< genesis hash
    solana::Pubkey wallet;
    solana::Pubkey payer;  ///< of the network's fee: the wallet, or a key that signs beside it
    MessageDigest digest{};
    InstructionsDigest instructions{};
    bool test_mode = false;
    base::UnixTime expires_at;  ///< for a submit
    base::UnixTime first_built_at;
    solana::Slot slot = 0;  ///< at which this ticket was made
    solana::BlockHeight last_valid_block_height = 0;
    Rebate rebate;
    base::Lamports programs_fee;      ///< what programs take from the wallet
    base::Lamports repayment;         ///< of the payer, who is a sponsor then; else 0
    BudgetDigest budget{};            ///< of a sponsored message
    std::vector<Selection> includes;  ///< without expected balances

    bool wallet_pays() const { return payer == wallet; }
    bool is_sponsored() const { return repayment > base::Lamports{}; }
    bool operator==(const Ticket&) const = default;
};

/// A secret for tickets alone; session tokens have their own.
struct TicketKey {
    std::string id;  ///< at most 255 bytes
    std::array<std::uint8_t, 32> secret{};
};

/// Issues tickets with its first key and accepts those of all its keys (rotation). Immutable: any thread.
class TicketKeys {
  public:
    /// Throws std::invalid_argument without a key.
    explicit TicketKeys(std::vector<TicketKey> keys);

    /// Returns `ticket_` + base64url(payload ‖ HMAC-SHA256).
    std::string issue(const Ticket& ticket) const;
    /// Opens a ticket; nullopt unless every byte is as issued. Expiry and wallet are the caller's to check.
    std::optional<Ticket> open(std::string_view text) const;

  private:
    std::vector<TicketKey> keys_;
};

}  // namespace burner::transactions
