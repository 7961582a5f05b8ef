#include <boost/asio/steady_timer.hpp>
#include <simdjson.h>

#include "api/api_test.hpp"
#include "fakes/held_nft.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::api {
namespace {

using Method = fakes::FakeRpc::Method;

/// The text without white space between values; `$name` becomes what `names` says.
std::string golden(std::string text, const std::vector<HeaderText>& names) {
    for (const auto& [name, value] : names) {
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += value.size())
            text.replace(at, name.size(), value);
    }
    std::string small(text.size(), '\0');
    std::size_t size = 0;
    EXPECT_EQ(simdjson::minify(text.data(), text.size(), small.data(), size), simdjson::SUCCESS);
    small.resize(size);
    return small;
}

class WalletAssets : public ApiTest {
  protected:
    Answer assets() { return ask_as_shop(get(wallet_path("assets"))); }
};

TEST_F(WalletAssets, AreTheDocumentedJson) {
    rpc_.put(
        key(601), solana::ids::token_2022, 2'000'000,
        fakes::MintBytes{.decimals = 2, .extensions = {fakes::token_metadata(key(601), "Say \"hi\"\n", "HI")}}.bytes());
    const fakes::TokenBytes frozen{.mint = key(601), .owner = state_.wallet, .amount = 1'500, .state = 2};
    rpc_.put(key(12), solana::ids::token_2022, 2'500'000, frozen.bytes());
    const auto answer = assets();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_EQ(answer.body, golden(R"({
        "walletAddress": "$wallet",
        "items": [
            {"type": "empty_account", "address": "$empty", "name": "Unknown token", "symbol": "11UG…eR7L",
             "mint": "$mint", "tokenProgram": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "isFrozen": false,
             "lamports": 2039280, "reclaimableLamports": 2039280, "excessLamports": 550840,
             "actions": ["close", "withdraw_excess"]},
            {"type": "token", "address": "$token", "name": "Unknown token", "symbol": "11UG…eR7L",
             "mint": "$mint", "tokenProgram": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "isFrozen": false,
             "lamports": 2039280, "reclaimableLamports": 2039280, "excessLamports": 550840,
             "imageUri": null, "metadataUri": null, "decimals": 6, "balance": "5", "uiBalance": 0.000005,
             "usdValue": null, "priceState": "none", "actions": ["burn", "withdraw_excess"]},
            {"type": "token", "address": "$frozen", "name": "Say \"hi\"", "symbol": "HI",
             "mint": "$other_mint", "tokenProgram": "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb", "isFrozen": true,
             "lamports": 2500000, "reclaimableLamports": 1011560, "excessLamports": 1011560,
             "imageUri": null, "metadataUri": null, "decimals": 2, "balance": "1500", "uiBalance": 15,
             "usdValue": null, "priceState": "none", "actions": ["withdraw_excess"],
             "blocked": {"code": "frozen", "message": "It is frozen, and cannot be burned until it is thawed"}}
        ],
        "counts": {"empty_account": 1, "token": 2, "nft": 0, "fungible_asset": 0, "zk_compressed_token": 0, "cnft": 0},
        "asOfSlot": 1000, "reclaimableLamports": 5090120,
        "walletLamports": 1000000000, "neededLamports": 0, "sponsored": false, "warnings": []
    })",
                                  {{"$wallet", wallet_text()},
                                   {"$empty", to_base58(key(10))},
                                   {"$token", to_base58(key(11))},
                                   {"$frozen", to_base58(key(12))},
                                   {"$mint", to_base58(key(600))},
                                   {"$other_mint", to_base58(key(601))}}));
}

TEST_F(WalletAssets, OfNftsSayCollectionAndWhatStaysBehind) {
    const auto stay = [&](std::uint32_t account) { rpc_.accounts.erase(key(account)); };
    stay(10);
    stay(11);
    fakes::HeldNft{.wallet = state_.wallet, .account = 12, .mint = 602, .metadata = {.collection = key(700)}}.put(rpc_);
    fakes::HeldNft{.wallet = state_.wallet,
                   .account = 13,
                   .mint = 603,
                   .metadata = {.standard = 3},
                   .edition = fakes::print_edition(key(701), 7)}
        .put(rpc_);
    EXPECT_EQ(assets().body, golden(R"({
        "walletAddress": "$wallet",
        "items": [
            {"type": "nft", "address": "$first", "name": "Example #7", "symbol": "EX", "mint": "$mint1",
             "tokenProgram": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "isFrozen": false, "lamports": 2039280,
             "reclaimableLamports": 6803160, "excessLamports": 550840, "imageUri": null,
             "metadataUri": "https://example.com/7.json",
             "collection": {"address": "$collection", "name": "Unknown collection"},
             "actions": ["burn", "withdraw_excess"]},
            {"type": "nft", "address": "$second", "name": "Example #7", "symbol": "EX", "mint": "$mint2",
             "tokenProgram": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "isFrozen": false, "lamports": 2039280,
             "reclaimableLamports": 2039280, "excessLamports": 550840, "imageUri": null,
             "metadataUri": "https://example.com/7.json", "collection": null,
             "leftBehind": {"lamports": 16646800, "message": "It is a print whose master is not known"},
             "actions": ["burn", "withdraw_excess"]}
        ],
        "counts": {"empty_account": 0, "token": 0, "nft": 2, "fungible_asset": 0, "zk_compressed_token": 0, "cnft": 0},
        "asOfSlot": 1000, "reclaimableLamports": 8842440,
        "walletLamports": 1000000000, "neededLamports": 0, "sponsored": false, "warnings": []
    })",
                                    {{"$wallet", wallet_text()},
                                     {"$first", to_base58(key(12))},
                                     {"$second", to_base58(key(13))},
                                     {"$mint1", to_base58(key(602))},
                                     {"$mint2", to_base58(key(603))},
                                     {"$collection", to_base58(key(700))}}));
}

TEST_F(WalletAssets, AmongThemCompressedTokensAreTheDocumentedJson) {
    worker_.compressed_tokens.failure.reset();
    worker_.compressed_tokens.accounts = {fakes::compressed_token(50, state_.wallet, key(600), 2'500'000),
                                          fakes::compressed_token(51, state_.wallet, key(699), 7)};
    rpc_.put(solana::light_token::find_pool(key(600), 0).address, solana::ids::token, 2'039'280, {});
    worker_.prices.prices[key(600)] = {4, 5};
    const auto answer = assets();
    EXPECT_EQ(answer.at("/counts/zk_compressed_token"), "2");
    EXPECT_EQ(answer.at("/asOfSlot"), "990");
    EXPECT_EQ(answer.at("/items/1/usdValue"), "2");
    EXPECT_EQ(answer.at("/items/2"), golden(R"({
        "type": "zk_compressed_token", "address": "$first", "name": "Unknown token", "symbol": "11UG…eR7L",
        "mint": "$mint", "tokenProgram": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "isFrozen": false,
        "reclaimableLamports": 0, "imageUri": null, "metadataUri": null,
        "decimals": 6, "balance": "2500000", "uiBalance": 2.5, "usdValue": 1000000, "priceState": "known", "actions": ["burn"]})",
                                            {{"$first", to_base58(key(50))}, {"$mint", to_base58(key(600))}}));
    EXPECT_EQ(answer.at("/items/3/tokenProgram"), "<none>");
    EXPECT_EQ(answer.at("/items/3/blocked/code"), "source_unavailable");
}

TEST_F(WalletAssets, WithoutCompressedTokensThatCannotBeReadAreAnsweredWithAWarning) {
    worker_.compressed_tokens.failure = assets::IndexerFailure{assets::IndexerFailure::Reason::no_answer, "Gone"};
    const auto answer = assets();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/counts/token"), "1");
    EXPECT_EQ(answer.at("/warnings"),
              R"([{"code":"source_unavailable","source":"compressed_tokens","message":"Gone"}])");
}

TEST_F(WalletAssets, OfAnUnknownWalletAreNone) {
    const auto answer = ask_as_shop(get(fmt::format("/wallet/{}/assets", to_base58(key(99)))));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, golden(R"({
        "walletAddress": "$wallet", "items": [],
        "counts": {"empty_account": 0, "token": 0, "nft": 0, "fungible_asset": 0, "zk_compressed_token": 0, "cnft": 0},
        "asOfSlot": 1000, "reclaimableLamports": 0, "walletLamports": 0, "neededLamports": 655240, "sponsored": false, "warnings": []
    })",
                                  {{"$wallet", to_base58(key(99))}}));
}

TEST_F(WalletAssets, OfAnUnknownMintHaveNoUiBalance) {
    const fakes::TokenBytes orphan{.mint = key(700), .owner = state_.wallet, .amount = 9};
    rpc_.put(key(13), solana::ids::token, 2'039'280, orphan.bytes());
    const auto answer = assets();
    EXPECT_EQ(answer.at("/items/2/address"), to_base58(key(13))) << answer.body;
    EXPECT_EQ(answer.at("/items/2/uiBalance"), "null");
    EXPECT_EQ(answer.at("/items/2/blocked/code"), "source_unavailable");
}

TEST_F(WalletAssets, AreAnsweredAgainFromMemoryForAMoment) {
    const auto first = assets();
    const int calls = rpc_.total_calls();
    EXPECT_GT(calls, 0);
    account(20, 0);
    state_.clock.advance(std::chrono::milliseconds{999});
    EXPECT_EQ(assets().body, first.body);
    EXPECT_EQ(rpc_.total_calls(), calls);
    state_.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(assets().at("/counts/empty_account"), "2");
    EXPECT_GT(rpc_.total_calls(), calls);
}

TEST_F(WalletAssets, AreAskedForAgainAfterASubmission) {
    const std::string body = signed_body(ask_as_shop(post(wallet_path("transactions"), close_body())));
    assets();
    const int calls = rpc_.calls[Method::token_accounts];
    const auto submitted = ask_as_shop(post(wallet_path("transactions/submit"), body));
    EXPECT_EQ(submitted.at("/results/0/status"), "submitted") << submitted.body;
    assets();
    EXPECT_EQ(rpc_.calls[Method::token_accounts], 2 * calls);
}

TEST_F(WalletAssets, WithAGapAreAnsweredButNotKept) {
    rpc_.failing_programs = {solana::ids::token_2022};
    const auto partial = assets();
    EXPECT_EQ(partial.status, 200);
    EXPECT_EQ(partial.at("/items/0/address"), to_base58(key(10)));
    EXPECT_EQ(partial.at("/warnings/0/code"), "source_unavailable");
    rpc_.failing_programs.clear();
    EXPECT_EQ(assets().at("/warnings"), "[]");
}

TEST_F(WalletAssets, ThatNobodyCouldReadAre502) {
    rpc_.failing = {Method::token_accounts};
    expect_error(assets(), 502, "upstream_unavailable", "No upstream could be read");
    rpc_.failing.clear();
    EXPECT_EQ(assets().status, 200);
}

TEST_F(WalletAssets, AskedForAtOnceAreOneText) {
    rpc_.held_programs = {solana::ids::token_2022};
    boost::asio::steady_timer release{io_, std::chrono::milliseconds{50}};
    release.async_wait([this](auto) { rpc_.held_programs.clear(); });
    const auto wanted = get(wallet_path("assets")).as(state_.shop);
    const auto answers = worker_.ask_all({wanted, wanted, wanted});
    ASSERT_NE(answers[0].shared_body, nullptr);
    for (const auto& answer : answers) EXPECT_EQ(answer.shared_body, answers[0].shared_body);
}

}  // namespace
}  // namespace burner::api
