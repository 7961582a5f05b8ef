#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <burnandclaim/signing.hpp>

#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"

namespace burner::signing {

inline solana::Pubkey key_of(std::uint8_t number) {
    solana::Pubkey key;
    key.bytes.fill(number);
    return key;
}

inline const solana::Pubkey wallet = key_of(1);
inline const solana::Pubkey mallory = key_of(66);
inline const solana::Pubkey donation_wallet = key_of(30);
inline const solana::Pubkey sponsor = key_of(31);

// An account of each kind and its mint.
inline const solana::Pubkey empty_account = key_of(10);
inline const solana::Pubkey empty_mint = key_of(11);
inline const solana::Pubkey token_account = key_of(20);
inline const solana::Pubkey token_mint = key_of(21);

inline constexpr std::uint64_t balance = 1'234'567;

/// A request, what a server answers to it, and what was agreed.
struct Scene {
    Options options{.wallet = solana::to_base58(wallet)};
    Request request;
    std::vector<solana::Instruction> instructions;
    std::vector<Include> includes;
    solana::Pubkey payer = wallet;
    std::optional<solana::MessageConfig> header{};  ///< makes it version 1
    /// Changes what was compiled.
    std::function<void(solana::Transaction&)> change{};

    /// Asks for an item and says to include it.
    Scene& ask(RequestedItem item);
    Scene& donate(double fraction);
    Built built() const;
    Verdict verdict() const { return verify_built(request, {built()}, options); }
};

RequestedItem empty_item();
/// A token of Token-2022.
RequestedItem token_item();
RequestedItem nft_item();
RequestedItem withdrawal_of(RequestedItem item);

/// What an honest server builds: closes the empty account; revokes, burns, harvests and closes the other; donates 5 %
/// of what they can hold and pays 35 lamports for priority.
Scene honest_scene();
/// The same in version 1, whose header says what two instructions say there.
Scene honest_v1_scene();
/// Places of the instructions of the former.
namespace place {
inline constexpr std::size_t limit = 0;
inline constexpr std::size_t price = 1;
inline constexpr std::size_t close = 2;
inline constexpr std::size_t revoke = 3;
inline constexpr std::size_t burn = 4;
inline constexpr std::size_t harvest = 5;
inline constexpr std::size_t close_burned = 6;
inline constexpr std::size_t donation = 7;
}  // namespace place

}  // namespace burner::signing
