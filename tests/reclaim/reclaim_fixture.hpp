#pragma once

#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

#include "base/base64.hpp"
#include "reclaim/choice/choice.hpp"
#include "solana/ed25519.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"

namespace burner::test {

inline solana::Pubkey key_of(std::uint8_t number) {
    solana::Pubkey key;
    key.bytes.fill(number);
    return key;
}

inline const solana::Keypair keypair = solana::Keypair::from_seed({1, 2, 3});
inline const solana::Pubkey wallet_key = keypair.address();
inline const std::string wallet_address = solana::to_base58(wallet_key);

/// One account of each kind, with keys that differ.
inline const solana::Pubkey empty_account = key_of(10);
inline const solana::Pubkey empty_mint = key_of(11);
inline const solana::Pubkey token_account = key_of(20);
inline const solana::Pubkey token_mint = key_of(21);
inline const std::string token_mint_text = solana::to_base58(token_mint);
inline const solana::Pubkey donation_wallet = key_of(30);
inline const std::string receiver = solana::to_base58(donation_wallet);

inline constexpr std::uint64_t rent = 2'039'280;
inline constexpr std::uint64_t fee_rent = 2'157'600;
inline constexpr std::uint64_t balance = 1'234'567;

inline burnandclaim::WalletItem empty_item() {
    burnandclaim::WalletItem item;
    item.type = "empty_account";
    item.address = solana::to_base58(empty_account);
    item.name = "Empty";
    item.actions = {"close"};
    item.reclaimable_lamports = rent;
    item.token_program = solana::to_base58(solana::ids::token);
    item.mint = solana::to_base58(empty_mint);
    item.symbol = "EMP";
    item.lamports = rent;
    return item;
}

inline burnandclaim::WalletItem token_item() {
    burnandclaim::WalletItem item = empty_item();
    item.type = "token";
    item.address = solana::to_base58(token_account);
    item.actions = {"burn"};
    item.reclaimable_lamports = fee_rent;
    item.token_program = solana::to_base58(solana::ids::token_2022);
    item.mint = solana::to_base58(token_mint);
    item.symbol = "TOK";
    item.decimals = 6;
    item.balance = std::to_string(balance);
    item.ui_balance = "1.234567";
    return item;
}

inline burnandclaim::WalletItem nft_item() {
    burnandclaim::WalletItem item = token_item();
    item.type = "nft";
    item.balance.reset();
    item.decimals.reset();
    item.ui_balance.reset();
    return item;
}

inline burnandclaim::WalletItem blocked_item() {
    burnandclaim::WalletItem item = token_item();
    item.address = solana::to_base58(key_of(40));
    item.mint = solana::to_base58(key_of(41));
    item.symbol = "ICE";
    item.is_frozen = true;
    item.actions.clear();
    item.blocked = burnandclaim::Blocked{"frozen", "The account is frozen"};
    item.reclaimable_lamports = 0;
    return item;
}

/// Returns the flag that names this item for burning.
inline reclaim::NamedBurns burn_of(const std::string& name) {
    return {.burn = {name}};
}

/// What an honest server builds: close the empty account, revoke, burn, harvest and close the other,
/// donate 5 % and pay 35 lamports for priority.
struct HonestTransaction {
    std::vector<solana::Instruction> instructions = {
        solana::compute_budget::set_unit_limit(3500),
        solana::compute_budget::set_unit_price(10'000),
        solana::token::close_account(solana::ids::token, empty_account, wallet_key, wallet_key),
        solana::token::revoke(solana::ids::token_2022, token_account, wallet_key),
        solana::token::burn_checked(solana::ids::token_2022, token_account, token_mint, wallet_key, balance, 6),
        solana::token::harvest_withheld_to_mint(token_mint, std::vector{token_account}),
        solana::token::close_account(solana::ids::token_2022, token_account, wallet_key, wallet_key),
        solana::system::transfer(wallet_key, donation_wallet, base::Lamports{209'844}),
    };
    solana::Pubkey payer = wallet_key;
    burnandclaim::BuiltTransaction answer;

    HonestTransaction() {
        answer.includes = {{"empty_account", solana::to_base58(empty_account), "close"},
                           {"token", solana::to_base58(token_account), "burn"}};
        answer.gross_rebate = rent + fee_rent;
        answer.donation_amount = 209'844;
        answer.net_rebate = rent + fee_rent - 209'844;
        answer.compute_units_needed = 3500;
        answer.network_fee = 5035;
        answer.submission_ticket = "ticket_1";
    }

    solana::Transaction transaction() const {
        return solana::unsigned_transaction(solana::compile(payer, instructions, solana::Blockhash{key_of(99).bytes}));
    }
    burnandclaim::BuiltTransaction built() const {
        auto out = answer;
        if (out.transaction_base64.empty()) out.transaction_base64 = base::to_base64(solana::serialize(transaction()));
        return out;
    }
};

}  // namespace burner::test
