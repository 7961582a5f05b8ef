#include "access/scope.hpp"

#include <gtest/gtest.h>

namespace burner::access {
namespace {

base::Result<ScopeSet> parse(std::vector<std::string_view> words) {
    return parse_scopes(words);
}

TEST(Scopes, ReadAndWriteTheWordsOfTheContract) {
    EXPECT_EQ(to_text(ScopeSet::all()), "wallet:read wallet:stream transactions:build transactions:submit");
    for (const Scope scope : all_scopes) EXPECT_EQ(scope_from_text(to_text(scope)), scope);
    EXPECT_FALSE(scope_from_text("wallet:write"));
}

TEST(Scopes, AnswerInCanonicalOrderWhateverWasAsked) {
    const auto scopes = parse({"transactions:submit", "wallet:read"});
    ASSERT_TRUE(scopes);
    EXPECT_EQ(scopes->list(), (std::vector{Scope::wallet_read, Scope::transactions_submit}));
    EXPECT_EQ(to_text(*scopes), "wallet:read transactions:submit");
}

TEST(Scopes, RefuseUnknownDoubledAndNone) {
    EXPECT_EQ(parse({"wallet:read", "wallet:burn"}).error().message, "Unknown scope: wallet:burn");
    EXPECT_EQ(parse({std::string(1'000'000, 'x')}).error().message, "Unknown scope: " + std::string(64, 'x'));
    std::string umlauts;
    for (int i = 0; i < 64; ++i) umlauts += "ü";
    EXPECT_EQ(parse({umlauts + "ü"}).error().message, "Unknown scope: " + umlauts);
    EXPECT_EQ(parse({"wallet:read", "wallet:read"}).error().message, "Duplicate scope: wallet:read");
    EXPECT_EQ(parse({}).error().message, "scopes must contain at least 1 element");
    EXPECT_EQ(parse({"Wallet:read"}).error().code, base::ErrorCode::invalid_request);
}

TEST(Scopes, TheClaimIsReadOnlyInCanonicalForm) {
    for (int bits = 1; bits < 16; ++bits) {
        ScopeSet scopes;
        for (const Scope scope : all_scopes) {
            if ((bits >> static_cast<int>(scope) & 1) != 0) scopes.add(scope);
        }
        EXPECT_EQ(scopes_from_text(to_text(scopes)), scopes);
    }
    for (const auto* text : {"", " ", "wallet:read ", " wallet:read", "wallet:read  wallet:stream",
                             "wallet:stream wallet:read", "wallet:read wallet:read", "wallet:readwallet:stream", "x"}) {
        EXPECT_FALSE(scopes_from_text(text)) << text;
    }
}

}  // namespace
}  // namespace burner::access
