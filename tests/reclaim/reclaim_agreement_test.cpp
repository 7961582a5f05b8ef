// What is said and asked before anything is built, and what is refused there.

#include "reclaim/reclaim_command.hpp"
#include "solana/programs/positions.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace codes = reclaim::reclaim_exit;

const std::string mint_text = solana::to_base58(token_mint);
const std::string receiver = solana::to_base58(donation_wallet);

burnandclaim::WalletItem nft_item() {
    auto item = token_item();
    item.type = "nft";
    item.balance.reset();
    item.decimals.reset();
    item.ui_balance.reset();
    return item;
}

/// Says who owns what is asked about: a position of the mint's, or nobody.
reclaim::FindOwners with_position(const solana::Pubkey& mint) {
    return [mint](const std::string&, const std::vector<solana::Pubkey>& addresses) {
        std::vector<std::optional<solana::Pubkey>> owners(addresses.size());
        for (const auto& program : solana::known_position_programs())
            if (const auto found = std::ranges::find(addresses, solana::position_address(program, mint));
                found != addresses.end())
                owners[static_cast<std::size_t>(found - addresses.begin())] = program.program;
        return owners;
    };
}

TEST_F(ReclaimCommand, ShowsWhoGetsTheDonationAndTheMostThatItCosts) {
    options.donation_percent = 5;
    options.donation_to = receiver;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Close 1 account and burn 0 tokens for 0.002039280 SOL.\nDonate 5 % to " + receiver +
                               ", at most 0.000101964 SOL in all.\nPay 0.000005 SOL a transaction, and at most "
                               "0.000200000 SOL for priority in all.\nGo on? [y/N] "));
    options.max_fee = 7;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("at most 0.000000007 SOL for priority in all"));
}

TEST_F(ReclaimCommand, RefusesOptionsBeforeItAsksAnybody) {
    options.donation_percent = 5;
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--donation needs --donation-to"));
    EXPECT_TRUE(seen.empty());
}

TEST_F(ReclaimCommand, SendsNoCredentialInTheClearToAnotherMachine) {
    options.server = "http://burner.invalid";
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("--server must be https, or http to this machine (see --allow-http)"));
    options.allow_http = true;
    EXPECT_EQ(run({}), codes::unavailable);
}

TEST_F(ReclaimCommand, DonatesToWhomItWasToldWithAServerOfItsOwn) {
    options.rpc_url = "http://127.0.0.1:8899";
    options.donation_percent = 5;
    options.donation_to = receiver;
    EXPECT_EQ(run({session_answer(), assets_answer({})}), codes::done);
    EXPECT_EQ(started_for, donation_wallet);
}

TEST_F(ReclaimCommand, RefusesAListThatMakesNoSense) {
    auto nft = nft_item();
    nft.actions = {"close"};
    auto lie = token_item();
    lie.ui_balance = "0.000005";
    options.yes = true;
    for (const auto& item : {nft, lie}) {
        EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), item})}), codes::distrusted);
        EXPECT_THAT(err, HasSubstr("makes no sense"));
        EXPECT_EQ(seen.size(), 2U);
        EXPECT_THAT(out, Not(HasSubstr("Close")));
    }
}

TEST_F(ReclaimCommand, AsksAboutEachTokenThatNobodyPrices) {
    options.named.burn = {mint_text};
    const auto list = assets_answer({empty_item(), token_item()});
    EXPECT_EQ(run({session_answer(), list}, "n\ny\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("No price is known of TOK (" + mint_text +
                               "), so its value does not protect it.\nBurn 1.234567 of it? [y/N] "));
    EXPECT_THAT(out, Not(HasSubstr("Go on?")));
    EXPECT_EQ(run({session_answer(), list}, "y\nn\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Burning cannot be undone. Go on?"));
}

TEST_F(ReclaimCommand, BurnsWhatNobodyPricesWithoutAQuestionOnlyWhereThatIsSaid) {
    options.named.burn = {mint_text};
    const auto list = assets_answer({empty_item(), token_item()});
    options.yes = true;
    EXPECT_EQ(run({session_answer(), list}), codes::usage);
    EXPECT_THAT(err, HasSubstr("no price is known of 1 of the tokens to burn: --protect-above-usd cannot protect them; "
                               "--allow-unpriced burns them all the same"));
    options.yes = false;
    options.dry_run = true;
    HonestTransaction honest;
    honest.instructions.pop_back();
    honest.answer.donation_amount = 0;
    honest.answer.net_rebate = honest.answer.gross_rebate;
    EXPECT_EQ(run({session_answer(), list, build_answer(honest)}), codes::done) << err;
    EXPECT_THAT(out, HasSubstr("Note: no price is known of 1 of the tokens to burn"));
}

TEST_F(ReclaimCommand, RefusesWhatHasNoKnownPriceNow) {
    auto item = token_item();
    item.price_state = burnandclaim::price_state::unknown;
    options.named.burn = {mint_text};
    options.yes = true;
    options.allow_unpriced = true;
    EXPECT_EQ(run({session_answer(), assets_answer({item})}), codes::usage);
    EXPECT_THAT(err, HasSubstr("its price is not known"));
}

TEST_F(ReclaimCommand, NeverBurnsAPosition) {
    options.named.burn = {mint_text};
    options.verify_rpc = "http://rpc.example";
    find_owners = with_position(token_mint);
    auto single = token_item();
    single.balance = "1";
    single.decimals = 0;
    single.ui_balance = "1";
    single.usd_value = 0.5;
    for (const auto& item : {nft_item(), single}) {
        EXPECT_EQ(run({session_answer(), assets_answer({item})}, "y\n"), codes::usage);
        EXPECT_THAT(err, HasSubstr(mint_text + " is a position in a liquidity pool"));
        EXPECT_EQ(seen.size(), 2U);
    }
}

TEST_F(ReclaimCommand, AsksTheRpcOfItsOwnServerAboutPositions) {
    options.named.burn = {mint_text};
    options.rpc_url = "http://127.0.0.1:8899";
    find_owners = with_position(token_mint);
    EXPECT_EQ(run({session_answer(), assets_answer({nft_item()})}, "y\n"), codes::usage);
    EXPECT_THAT(err, HasSubstr("is a position"));
}

TEST_F(ReclaimCommand, SaysWherePositionsWereNotLookedUp) {
    options.named.burn = {mint_text};
    const auto list = assets_answer({nft_item()});
    const std::string note = "Positions in liquidity pools were not looked up";
    EXPECT_EQ(run({session_answer(), list}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr(note));
    options.verify_rpc = "http://rpc.example";
    EXPECT_EQ(run({session_answer(), list}, "n\n"), codes::declined);
    EXPECT_THAT(out, Not(HasSubstr(note)));
    find_owners = [](const std::string&, const std::vector<solana::Pubkey>&) {
        return std::unexpected(std::string{"no\x1b answer"});
    };
    EXPECT_EQ(run({session_answer(), list}, "y\n"), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("could not be looked up: no? answer"));
}

}  // namespace
}  // namespace burner::test
