#include "upstreams/prices/jupiter_prices.hpp"

#include <gmock/gmock.h>

#include "fakes/fake_clock.hpp"
#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

using assets::Prices;
using base::Decimal;
using testing::HasSubstr;
using testing::Not;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::json_answer;

struct PriceHarness {
    explicit PriceHarness(std::vector<std::string> urls, std::string key = "hunter2")
        : prices(io, http, clock, test_settings(std::move(urls)), base::Secret{std::move(key)}, 60s,
                 [this](const CallRecord& record) {
                     calls.push_back(fmt::format("{} {}", record.method, to_text(record.outcome)));
                 }) {}

    Prices operator()(std::vector<solana::Pubkey> mints) {
        return run(io, [&] { return prices.get_prices(mints); }).value();
    }

    boost::asio::io_context io;
    HttpClient http{io};
    fakes::FakeClock clock;
    std::vector<std::string> calls;
    JupiterPrices prices;
};

std::string priced(std::uint8_t mint, std::string_view price) {
    return fmt::format(
        R"("{}":{{"createdAt":"2024-06-05T08:55:25.527Z","liquidity":621679197.67,"usdPrice":{},"blockId":348004023,"decimals":9,"priceChange24h":1.29}})",
        text_of_key(mint), price);
}

TEST(JupiterPrices, AsksByGetWithTheKeyInAHeader) {
    FakeRpcServer server{[](const FakeRequest&) { return json_answer('{' + priced(1, "147.48") + '}'); }};
    PriceHarness harness{{server.url()}};
    EXPECT_EQ(harness({key_of(1), key_of(2), key_of(1)}),
              (Prices{{key_of(1), Decimal{14748, -2}}, {key_of(2), std::nullopt}}));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_THAT(requests[0].head,
                HasSubstr(fmt::format("GET /?api-key=canary&ids={},{} HTTP/1.1\r\n", text_of_key(1), text_of_key(2))));
    EXPECT_THAT(requests[0].head, HasSubstr("x-api-key: hunter2\r\n"));
    EXPECT_THAT(requests[0].head, Not(HasSubstr("Content-Type")));
    EXPECT_EQ(harness.calls, std::vector<std::string>{"price answered"});
}

TEST(JupiterPrices, SendsNoKeyWhereThereIsNone) {
    FakeRpcServer server{[](const FakeRequest&) { return json_answer("{}"); }};
    PriceHarness harness{{server.url()}, ""};
    EXPECT_EQ(harness({key_of(1)}), (Prices{{key_of(1), std::nullopt}}));
    EXPECT_THAT(server.requests().at(0).head, Not(HasSubstr("x-api-key")));
}

TEST(JupiterPrices, RemembersForAWhileAlsoThatThereIsNoPrice) {
    FakeRpcServer server{[](const FakeRequest&) { return json_answer('{' + priced(1, "1") + '}'); }};
    PriceHarness harness{{server.url()}};
    const Prices expected{{key_of(1), Decimal{1, 0}}, {key_of(2), std::nullopt}};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(harness({key_of(1), key_of(2)}), expected);
    EXPECT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(harness({key_of(3), key_of(1)}), (Prices{{key_of(1), Decimal{1, 0}}, {key_of(3), std::nullopt}}));
    EXPECT_THAT(server.requests().at(1).head, Not(HasSubstr(text_of_key(1))));
    harness.clock.advance(60s);
    EXPECT_EQ(harness({key_of(1), key_of(2)}), expected);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(JupiterPrices, AsksForFiftyAtATime) {
    FakeRpcServer server{[](const FakeRequest&) { return json_answer('{' + priced(100, "2") + '}'); }};
    PriceHarness harness{{server.url()}};
    std::vector<solana::Pubkey> mints;
    for (int i = 0; i < 101; ++i) mints.push_back(key_of(static_cast<std::uint8_t>(i)));
    const auto prices = harness(mints);
    EXPECT_EQ(prices.size(), 101U);
    EXPECT_EQ(prices.at(key_of(100)), (Decimal{2, 0}));
    EXPECT_EQ(prices.at(key_of(0)), std::nullopt);
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    for (const auto& request : requests) EXPECT_LE(std::ranges::count(request.head, ','), 49);
}

TEST(JupiterPrices, KnowsNothingWhereNobodyAnswersAndIsQuietForAWhile) {
    FakeRpcServer server{
        [](const FakeRequest&) { return tests::http_answer(401, "", R"({"message":"Unauthorized"})"); }};
    PriceHarness harness{{server.url()}};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(harness({key_of(1)}), Prices{});
    const auto before = server.requests().size();
    EXPECT_EQ(before, 2U);
    harness.clock.advance(10s);
    EXPECT_EQ(harness({key_of(1)}), Prices{});
    EXPECT_GT(server.requests().size(), before);
    PriceHarness off{{}};
    EXPECT_EQ(off({key_of(1)}), Prices{});
}

TEST(JupiterPrices, KnowsNothingWhateverGoesWrong) {
    const std::pair<const char*, tests::FakeAnswer> rows[] = {
        {"429", tests::http_answer(429, "Retry-After: 1\r\n", "")},
        {"500", tests::http_answer(500, "", "")},
        {"403", tests::http_answer(403, "", "{}")},
        {"redirect", tests::http_answer(302, "Location: http://127.0.0.1:9/\r\n", "{}")},
        {"html", json_answer("<html>")},
        {"half an answer", json_answer('{' + priced(1, "1"))},
        {"an odd price", json_answer('{' + priced(1, R"("free")") + '}')},
        {"an odd entry", json_answer(fmt::format(R"({{"{}":7}})", text_of_key(1)))},
    };
    for (const auto& [what, answer] : rows) {
        FakeRpcServer server{[&](const FakeRequest&) { return answer; }};
        PriceHarness harness{{server.url()}};
        EXPECT_EQ(harness({key_of(1)}), Prices{}) << what;
    }
    PriceHarness refused{{tests::refusing_url()}};
    EXPECT_EQ(refused({key_of(1)}), Prices{});
}

TEST(JupiterPrices, KnowsNothingOfTheMintsOfACallThatFailed) {
    FakeRpcServer server{[](const FakeRequest& request) {
        const bool is_first = request.head.find("ids=" + text_of_key(1) + ',') != std::string::npos;
        return is_first ? json_answer("{}") : tests::http_answer(500, "", "");
    }};
    PriceHarness harness{{server.url()}};
    std::vector<solana::Pubkey> mints;
    for (int i = 1; i < 101; ++i) mints.push_back(key_of(static_cast<std::uint8_t>(i)));
    const auto prices = harness(mints);
    EXPECT_EQ(prices.size(), 50U) << "the first fifty are known to have none";
    EXPECT_TRUE(prices.contains(key_of(50)));
    EXPECT_FALSE(prices.contains(key_of(51)));
}

TEST(JupiterPrices, NeverLogsItsKey) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    PriceHarness harness{{tests::refusing_url()}};
    EXPECT_EQ(harness({key_of(1)}), Prices{});
    const std::string log = testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
    EXPECT_THAT(log, HasSubstr("price"));
    EXPECT_THAT(log, Not(HasSubstr("hunter2")));
    EXPECT_THAT(log, Not(HasSubstr("canary")));
}

TEST(PriceAnswer, TakesWhatHasAPriceAndRefusesGarbage) {
    PriceAnswerReader reader;
    std::string body =
        fmt::format(R"({{{},"{}":null,"{}":{{}},"{}":{{"usdPrice":null}},"none":{{"usdPrice":5}},{}}})",
                    priced(1, R"("0.25")"), text_of_key(2), text_of_key(3), text_of_key(4), priced(5, "1e-7"));
    const auto answer = reader.prices(body);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->prices, (Prices{{key_of(1), Decimal{25, -2}},
                                      {key_of(2), std::nullopt},
                                      {key_of(3), std::nullopt},
                                      {key_of(4), std::nullopt},
                                      {key_of(5), Decimal{1, -7}}}));
    EXPECT_TRUE(answer->garbled.empty());
    for (const std::string& bad : {std::string{""}, std::string{"null"}, std::string{"[]"}, std::string{"{}x"},
                                   std::string{"{"}, '{' + priced(1, "1") + ',' + priced(1, "2") + '}',
                                   '{' + priced(1, R"(1,"usdPrice":2)") + '}', std::string{"<html>"}}) {
        std::string text = bad;
        EXPECT_FALSE(reader.prices(text)) << bad;
    }
}

TEST(PriceAnswer, TakesPricesExactlyAsTheyAreWritten) {
    const std::pair<std::string_view, std::optional<Decimal>> cases[] = {
        {"147.48", Decimal{14748, -2}}, {"1e-9", Decimal{1, -9}},    {R"("0.000123")", Decimal{123, -6}},
        {"3", Decimal{3, 0}},           {"0", std::nullopt},         {"-1.5", std::nullopt},
        {"null", std::nullopt},         {R"("free")", std::nullopt}, {"1e999", std::nullopt},
    };
    PriceAnswerReader reader;
    for (const auto& [json, price] : cases) {
        std::string body = '{' + priced(1, json) + '}';
        const auto answer = reader.prices(body);
        ASSERT_TRUE(answer) << json;
        EXPECT_EQ(answer->prices.at(key_of(1)), price) << json;
        EXPECT_EQ(answer->garbled.contains(key_of(1)), !price && json != "null") << json;
    }
}

TEST(PriceCache, IsBounded) {
    PriceCache cache{60s, 2};
    const base::SteadyTime start{1h};
    cache.put(key_of(1), std::nullopt, start);
    cache.put(key_of(2), Decimal{1, 0}, start + 30s);
    cache.put(key_of(3), Decimal{3, 0}, start + 60s);  // the first one is over
    EXPECT_EQ(cache.find(key_of(1), start + 60s), nullptr);
    ASSERT_NE(cache.find(key_of(2), start + 60s), nullptr);
    cache.put(key_of(2), Decimal{2, 0}, start + 60s);  // known: nothing has to go
    EXPECT_EQ(*cache.find(key_of(2), start + 60s), (Decimal{2, 0}));
    EXPECT_NE(cache.find(key_of(3), start + 60s), nullptr);
    cache.put(key_of(4), Decimal{4, 0}, start + 60s);
    EXPECT_EQ(cache.find(key_of(2), start + 60s), nullptr);
    EXPECT_EQ(cache.find(key_of(3), start + 60s), nullptr);
    EXPECT_NE(cache.find(key_of(4), start + 60s), nullptr);
}

}  // namespace
}  // namespace burner::upstreams
