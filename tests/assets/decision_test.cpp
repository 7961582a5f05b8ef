#include <functional>

#include <gtest/gtest.h>

#include "assets/decide/decide.hpp"
#include "assets/sample.hpp"
#include "fakes/token_bytes.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {
namespace {

using fakes::key;
using fakes::MintBytes;
using fakes::TokenBytes;

const solana::Pubkey mint_address = key(3);

Decision close(bool harvest = false) {
    Decision decision;
    decision.must_harvest = harvest;
    return decision;
}

Decision burn(bool revoke = false, bool harvest = false, bool close = true) {
    Decision decision;
    decision.type = ItemType::token;
    decision.must_revoke = revoke;
    decision.must_harvest = harvest;
    decision.may_close = close;
    return decision;
}

Decision blocked(ItemType type, BlockedCode code) {
    Decision decision;
    decision.type = type;
    decision.blocked = code;
    return decision;
}

struct Row {
    const char* name;
    std::function<void(TokenBytes&, MintBytes&)> arrange;
    Decision expected;
    bool is_multisig = false;
    bool without_mint = false;
};

/// One row for every check in the token programs' CloseAccount and BurnChecked that bears on the wallet's own accounts.
const Row rows[] = {
    {"empty", [](auto&, auto&) {}, close()},
    {"empty_frozen", [](auto& a, auto&) { a.state = 2; }, close()},
    {"empty_delegated",
     [](auto& a, auto&) {
         a.delegate = stranger;
         a.delegated_amount = 9;
     },
     close()},
    {"empty_own_close_authority", [](auto& a, auto&) { a.close_authority = wallet; }, close()},
    {"empty_foreign_close_authority", [](auto& a, auto&) { a.close_authority = stranger; },
     blocked(ItemType::empty_account, BlockedCode::close_authority_foreign)},
    {"empty_withheld", [](auto& a, auto&) { a.extensions = {fakes::withheld_fee(5)}; }, close(true)},
    {"empty_nothing_withheld", [](auto& a, auto&) { a.extensions = {fakes::withheld_fee(0)}; }, close()},
    {"empty_immutable_owner", [](auto& a, auto&) { a.extensions = {fakes::immutable_owner()}; }, close()},
    {"empty_confidential", [](auto& a, auto&) { a.extensions = {fakes::confidential_account(true)}; },
     blocked(ItemType::empty_account, BlockedCode::confidential_balance)},
    {"empty_confidential_zero", [](auto& a, auto&) { a.extensions = {fakes::confidential_account(false)}; }, close()},
    {"empty_confidential_fee", [](auto& a, auto&) { a.extensions = {fakes::confidential_fee(true)}; },
     blocked(ItemType::empty_account, BlockedCode::confidential_balance)},
    {"empty_paused", [](auto&, auto& m) { m.extensions = {fakes::pausable(true)}; }, close()},
    {"empty_permissioned_burn", [](auto&, auto& m) { m.extensions = {fakes::permissioned_burn(stranger)}; }, close()},
    {"empty_without_mint", [](auto&, auto&) {}, close(), false, true},
    {"native_empty", [](auto& a, auto&) { a.native_reserve = 2'039'280; }, close(), false, true},
    {"native_balance",
     [](auto& a, auto&) {
         a.native_reserve = 2'039'280;
         a.amount = 5;
     },
     close(), false, true},
    {"native_frozen",
     [](auto& a, auto&) {
         a.native_reserve = 1;
         a.amount = 5;
         a.state = 2;
     },
     close(), false, true},
    {"native_foreign_close_authority",
     [](auto& a, auto&) {
         a.native_reserve = 1;
         a.amount = 5;
         a.close_authority = stranger;
     },
     blocked(ItemType::empty_account, BlockedCode::close_authority_foreign), false, true},
    {"balance", [](auto& a, auto&) { a.amount = 7; }, burn()},
    {"balance_frozen",
     [](auto& a, auto&) {
         a.amount = 7;
         a.state = 2;
     },
     blocked(ItemType::token, BlockedCode::frozen)},
    {"balance_foreign_close_authority",
     [](auto& a, auto&) {
         a.amount = 7;
         a.close_authority = stranger;
         a.extensions = {fakes::withheld_fee(1)};
     },
     burn(false, false, false)},
    {"balance_withheld",
     [](auto& a, auto&) {
         a.amount = 7;
         a.extensions = {fakes::withheld_fee(1)};
     },
     burn(false, true)},
    {"balance_paused",
     [](auto& a, auto& m) {
         a.amount = 7;
         m.extensions = {fakes::pausable(true)};
     },
     blocked(ItemType::token, BlockedCode::mint_paused)},
    {"balance_pausable",
     [](auto& a, auto& m) {
         a.amount = 7;
         m.extensions = {fakes::pausable(false)};
     },
     burn()},
    {"balance_permissioned_burn",
     [](auto& a, auto& m) {
         a.amount = 7;
         m.extensions = {fakes::permissioned_burn(stranger)};
     },
     blocked(ItemType::token, BlockedCode::permissioned_burn)},
    {"balance_permissioned_burn_unset",
     [](auto& a, auto& m) {
         a.amount = 7;
         m.extensions = {fakes::permissioned_burn({})};
     },
     burn()},
    {"balance_confidential_mint_burn",
     [](auto& a, auto& m) {
         a.amount = 7;
         m.extensions = {fakes::confidential_mint_burn()};
     },
     blocked(ItemType::token, BlockedCode::confidential_balance)},
    {"balance_confidential",
     [](auto& a, auto&) {
         a.amount = 7;
         a.extensions = {fakes::confidential_account(true)};
     },
     blocked(ItemType::token, BlockedCode::confidential_balance)},
    {"balance_foreign_delegate",
     [](auto& a, auto&) {
         a.amount = 7;
         a.delegate = stranger;
         a.delegated_amount = 1;
     },
     burn()},
    {"balance_own_delegate_for_less",
     [](auto& a, auto&) {
         a.amount = 7;
         a.delegate = wallet;
         a.delegated_amount = 6;
     },
     burn(true)},
    {"balance_own_delegate_for_all",
     [](auto& a, auto&) {
         a.amount = 7;
         a.delegate = wallet;
         a.delegated_amount = 7;
     },
     burn()},
    {"balance_all_of_it",
     [](auto& a, auto&) {
         a.amount = 7;
         a.delegate = wallet;
         a.extensions = {fakes::immutable_owner(), fakes::withheld_fee(3)};
     },
     burn(true, true)},
    {"balance_largest", [](auto& a, auto&) { a.amount = UINT64_MAX; }, burn()},
    {"one_of_one",
     [](auto& a, auto& m) {
         a.amount = 1;
         m.supply = 1;
         m.decimals = 0;
     },
     burn()},
    {"balance_without_mint", [](auto& a, auto&) { a.amount = 7; },
     blocked(ItemType::token, BlockedCode::source_unavailable), false, true},
    {"multisig_empty", [](auto&, auto&) {}, blocked(ItemType::empty_account, BlockedCode::multisig_owner), true},
    {"multisig_balance", [](auto& a, auto&) { a.amount = 7; }, blocked(ItemType::token, BlockedCode::multisig_owner),
     true},
};

class DecideTest : public testing::TestWithParam<Row> {};

TEST_P(DecideTest, FollowsTheRule) {
    const Row& row = GetParam();
    TokenBytes account{.mint = mint_address, .owner = wallet};
    MintBytes mint;
    row.arrange(account, mint);
    const auto program = solana::ids::token_2022;
    const auto parsed = solana::parse_token_account(program, account.bytes());
    const auto parsed_mint = solana::parse_mint(program, mint.bytes());
    ASSERT_TRUE(parsed);
    ASSERT_TRUE(parsed_mint);
    const Owner owner{wallet, row.is_multisig};
    const MintMetadata nothing;
    const Facts facts{row.without_mint ? nullptr : &*parsed_mint, &nothing, nullptr};
    auto decision = decide(owner, *parsed, facts);
    decision.blocked_message = {};
    EXPECT_EQ(decision, row.expected);
}

TEST(Decide, SaysWhatAPublicBalanceBesideAConfidentialOneWaitsFor) {
    const MintMetadata nothing;
    const auto mint = solana::parse_mint(solana::ids::token_2022, MintBytes{}.bytes());
    const Facts facts{&*mint, &nothing, nullptr};
    const auto decision_about = [&](std::uint64_t amount) {
        TokenBytes account{.mint = mint_address, .owner = wallet, .amount = amount};
        account.extensions = {fakes::confidential_account(true)};
        return decide({wallet}, solana::parse_token_account(solana::ids::token_2022, account.bytes()).value(), facts);
    };
    EXPECT_NE(decision_about(7).blocked_message.find("beside the public one"), std::string_view::npos);
    EXPECT_EQ(decision_about(0).blocked_message, "") << "nothing public is left, the code says it all";
}

INSTANTIATE_TEST_SUITE_P(Rows, DecideTest, testing::ValuesIn(rows), [](const auto& row) { return row.param.name; });

TEST(OwnerOf, KnowsATokenMultisigByProgramAndSize) {
    const auto account = [](const solana::Pubkey& program, std::size_t size) {
        return std::optional(solana::Account{program, {1}, base::Bytes(size)});
    };
    EXPECT_TRUE(owner_of(wallet, account(solana::ids::token, 355)).is_multisig);
    EXPECT_TRUE(owner_of(wallet, account(solana::ids::token_2022, 355)).is_multisig);
    EXPECT_FALSE(owner_of(wallet, account(solana::ids::token, 165)).is_multisig);
    EXPECT_FALSE(owner_of(wallet, account(solana::ids::system, 355)).is_multisig);
    EXPECT_FALSE(owner_of(wallet, std::nullopt).is_multisig);
}

}  // namespace
}  // namespace burner::assets
