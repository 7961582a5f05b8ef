// What is said and asked before anything is built, and what is refused there.

#include "reclaim/reclaim_command.hpp"
#include "solana/programs/positions.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace codes = reclaim::reclaim_exit;

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
    EXPECT_THAT(
        out, HasSubstr("This run will close 1 account. It gives back 0.002039280 SOL.\nIt donates 5 % to " + receiver +
                       ", at most 0.000101964 SOL in all.\nEach transaction costs 0.000005 SOL; priority costs "
                       "at most 0.000200000 SOL in all.\nGo on? [y/N/list] "));
    options.max_fee = 7;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("priority costs at most 0.000000007 SOL in all"));
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
        EXPECT_THAT(err, HasSubstr("cannot be true"));
        EXPECT_EQ(seen.size(), 2U);
        EXPECT_THAT(out, Not(HasSubstr("Close")));
    }
}

TEST_F(ReclaimCommand, AsksAboutEachTokenThatNobodyPrices) {
    options.named.burn = {token_mint_text};
    const auto list = assets_answer({empty_item(), token_item()});
    EXPECT_EQ(run({session_answer(), list}, "n\ny\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Nobody prices 1 of the tokens to burn: --protect-above-usd does not protect them.\n"
                               "Nobody prices TOK (" +
                               token_mint_text + "). Burn 1.234567 of it? [y/N] "));
    EXPECT_THAT(out, Not(HasSubstr("Go on?")));
    EXPECT_EQ(run({session_answer(), list}, "y\nn\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Burning cannot be undone. Go on?"));
}

TEST_F(ReclaimCommand, BurnsWhatNobodyPricesWithoutAQuestionOnlyWhereThatIsSaid) {
    options.named.burn = {token_mint_text};
    const auto list = assets_answer({empty_item(), token_item()});
    options.yes = true;
    EXPECT_EQ(run({session_answer(), list}), codes::usage);
    EXPECT_THAT(err, HasSubstr("nobody prices 1 of the tokens to burn, so --protect-above-usd cannot protect them. Add "
                               "--allow-unpriced to burn them without a question"));
    options.yes = false;
    options.dry_run = true;
    HonestTransaction honest;
    honest.instructions.pop_back();
    honest.answer.donation_amount = 0;
    honest.answer.net_rebate = honest.answer.gross_rebate;
    EXPECT_EQ(run({session_answer(), list, build_answer(honest)}), codes::done) << err;
    EXPECT_THAT(out, HasSubstr("Nobody prices 1 of the tokens to burn"));
}

TEST_F(ReclaimCommand, RefusesWhatHasNoKnownPriceNow) {
    auto item = token_item();
    item.price_state = burnandclaim::price_state::unknown;
    options.named.burn = {token_mint_text};
    options.yes = true;
    options.allow_unpriced = true;
    EXPECT_EQ(run({session_answer(), assets_answer({item})}), codes::usage);
    EXPECT_THAT(err, HasSubstr("Its price is not known now"));
}

TEST_F(ReclaimCommand, NeverBurnsAPosition) {
    options.named.burn = {token_mint_text};
    options.verify_rpc = "http://rpc.example";
    find_owners = with_position(token_mint);
    auto single = token_item();
    single.balance = "1";
    single.decimals = 0;
    single.ui_balance = "1";
    single.usd_value = 0.5;
    for (const auto& item : {nft_item(), single}) {
        EXPECT_EQ(run({session_answer(), assets_answer({item})}, "y\n"), codes::usage);
        EXPECT_THAT(err, HasSubstr(token_mint_text + " is a position in a liquidity pool"));
        EXPECT_EQ(seen.size(), 2U);
    }
}

TEST_F(ReclaimCommand, AsksTheRpcOfItsOwnServerAboutPositions) {
    options.named.burn = {token_mint_text};
    options.rpc_url = "http://127.0.0.1:8899";
    find_owners = with_position(token_mint);
    EXPECT_EQ(run({session_answer(), assets_answer({nft_item()})}, "y\n"), codes::usage);
    EXPECT_THAT(err, HasSubstr("is a position"));
}

TEST_F(ReclaimCommand, SaysWherePositionsWereNotLookedUp) {
    options.named.burn = {token_mint_text};
    const auto list = assets_answer({nft_item()});
    const std::string note = "The chain was not asked whether the NFTs to burn are positions";
    EXPECT_EQ(run({session_answer(), list}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr(note));
    options.verify_rpc = "http://rpc.example";
    EXPECT_EQ(run({session_answer(), list}, "n\n"), codes::declined);
    EXPECT_THAT(out, Not(HasSubstr(note)));
    find_owners = [](const std::string&, const std::vector<solana::Pubkey>&) {
        return std::unexpected(std::string{"no\x1b answer"});
    };
    EXPECT_EQ(run({session_answer(), list}, "y\n"), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("so nothing was signed: no? answer"));
}

TEST_F(ReclaimCommand, SaysThatNoPriceIsKnownWhereThereIsNoPriceApi) {
    auto item = token_item();
    item.price_state = burnandclaim::price_state::unknown;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), item})}, "n\n"), codes::declined);
    EXPECT_THAT(out,
                HasSubstr("The price of 1 token is not known now: the server has no price API, or that did not "
                          "answer. --protect-above-usd 1 cannot tell what they are worth, so they are not burned."));
    options.protection.above_usd = "none";
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), item})}, "n\n"), codes::declined);
    EXPECT_THAT(out, Not(HasSubstr("not known now")));
}

TEST_F(ReclaimCommand, SaysThatNoValueProtectsNftsAndWhereNoneIsAsked) {
    options.named.burn = {token_mint_text};
    EXPECT_EQ(run({session_answer(), assets_answer({nft_item()})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("NFTs have no price here: --protect-above-usd does not protect those to burn (1 NFT)."));
    options.protection.above_usd = "none";
    EXPECT_EQ(run({session_answer(), assets_answer({token_item()})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("--protect-above-usd is none: tokens are burned whatever they are worth."));
}

TEST_F(ReclaimCommand, ShowsTheListAtTheQuestionAndAsksAgain) {
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}, "list\nn\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Go on? [y/N/list] \nClose\n  EMP  " + solana::to_base58(empty_mint) +
                               "  0.002039280 SOL\n\nGo on? [y/N/list] "));
}

TEST_F(ReclaimCommand, ListsEveryItemAndEnds) {
    options.list = true;
    is_interactive = false;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item(), blocked_item()})}), codes::done) << err;
    EXPECT_EQ(seen.size(), 2U);
    EXPECT_THAT(out, HasSubstr("\nKeep, because nobody named it (--burn MINT burns it)\n  TOK  " + token_mint_text));
    EXPECT_THAT(out, HasSubstr("\nKeep: The account is frozen (frozen)\n  ICE  "));
    EXPECT_THAT(out, Not(HasSubstr("Go on?")));
}

TEST_F(ReclaimCommand, BurnsDustThatIsPricedAndReviewed) {
    auto dust = token_item();
    dust.usd_value = 0.04;
    options.named.below_usd = 0.05;
    EXPECT_EQ(run({session_answer(), assets_answer({dust})}, "n\n"), codes::declined);
    EXPECT_THAT(out, HasSubstr("Burn\n  1 token                     ~$0.04  0.002157600 SOL back\n  TOK  " +
                               token_mint_text + "  1.234567  ~$0.04  0.002157600 SOL\n"));
    EXPECT_THAT(out, HasSubstr("Burning cannot be undone. Go on?"));
    options.protection.mints = std::vector{token_mint_text};
    EXPECT_EQ(run({session_answer(), assets_answer({dust})}), codes::done);
    EXPECT_THAT(out, HasSubstr("Keep: --protect-mint names it."));
    EXPECT_THAT(out, HasSubstr("There is nothing to reclaim."));
}

TEST_F(ReclaimCommand, RefusesADonationWithoutReceiverBeforeItStartsAServer) {
    options.rpc_url = "http://127.0.0.1:8899";
    options.donation_percent = 5;
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_EQ(started_with, "");
    EXPECT_THAT(err, HasSubstr("--donation needs --donation-to ADDRESS"));
}

TEST_F(ReclaimCommand, SaysAtOnceWhyAnRpcCannotBeReachedWithoutItsSecrets) {
    options.rpc_url = "https://user:hush@rpc.example/path?api-key=hush";
    probe = [](const std::string&) { return reclaim::Probed{"could not resolve host", 0}; };
    EXPECT_EQ(run({}), codes::unavailable);
    EXPECT_EQ(err, "error: cannot reach rpc.example: could not resolve host\n");
    EXPECT_EQ(started_with, "");
}

TEST_F(ReclaimCommand, SaysWhyTheRpcForPositionsCannotBeReached) {
    options.named.burn = {token_mint_text};
    options.verify_rpc = "https://rpc.example?api-key=hush";
    probe = [](const std::string&) { return reclaim::Probed{"connection refused", 0}; };
    find_owners = [](const std::string&, const std::vector<solana::Pubkey>&) {
        return std::unexpected(std::string{"no answer"});
    };
    EXPECT_EQ(run({session_answer(), assets_answer({nft_item()})}, "y\n"), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("so nothing was signed: cannot reach rpc.example: connection refused\n"));
    EXPECT_THAT(err, Not(HasSubstr("hush")));
}

}  // namespace
}  // namespace burner::test
