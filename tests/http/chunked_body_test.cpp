#include "http/chunked_body.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace burner::http {
namespace {

constexpr std::size_t max_bytes = 64;
constexpr std::size_t overhead = 64;

struct Outcome {
    int refused = 0;
    bool done = false;
    std::string body;
    std::size_t used = 0;
};

Outcome decode(std::string_view raw, std::size_t step) {
    ChunkedBody decoder{max_bytes, overhead};
    Outcome outcome;
    while (outcome.used < raw.size() && !decoder.done()) {
        const auto used = decoder.feed(raw.substr(outcome.used, step), outcome.body);
        if (!used) {
            outcome.refused = used.error().status;
            return outcome;
        }
        outcome.used += *used;
    }
    outcome.done = decoder.done();
    return outcome;
}

TEST(ChunkedBody, DecodesInPiecesOfAnySize) {
    const std::string raw = "5\r\nhello\r\n0006;a=\"b c\"\r\n world\r\nA\r\n0123456789\r\n0\r\nX: y\r\nZ:\r\n\r\n";
    for (std::size_t step = 1; step <= raw.size() + 4; ++step) {
        const auto outcome = decode(raw + "GET ", step);
        EXPECT_TRUE(outcome.done) << step;
        EXPECT_EQ(outcome.body, "hello world0123456789");
        EXPECT_EQ(outcome.used, raw.size());
    }
}

TEST(ChunkedBody, TakesExtensionsAsTheRfcWritesThem) {
    for (const std::string line : {"5;a", "5;a=b", "5;a=\"b\"", "5;a=\"\"", "5;a=\"b c;d=e\"", "5;a=\"\\\"\\\\\"",
                                   "5;a=\"\xc3\xa4\t\"", "5 ;a", "5\t;a", "5 \t ; \ta", "5;a ;b", "5;a = b",
                                   "5;a\t=\tb", "5;a=b;c=\"d\";e", "5;a=\"b\" ; c", "5;!#$%&'*+-.^_`|~9=0"}) {
        const auto raw = line + "\r\nhello\r\n0" + line.substr(1) + "\r\n\r\n";
        for (const std::size_t step : {std::size_t{1}, raw.size()}) {
            const auto outcome = decode(raw, step);
            EXPECT_TRUE(outcome.done) << raw;
            EXPECT_EQ(outcome.body, "hello") << raw;
        }
    }
}

TEST(ChunkedBody, RefusesExtensionsThatTheRfcDoesNotWrite) {
    for (const std::string line :
         {"5;",           "5 ",          "5\t",    "5; ",          "5;;a",           "5;a;",         "5;a ",
          "5;a=",         "5;a= ",       "5;a=b ", "5;a==b",       "5;=b",           "5;bad[=x",     "5;a=b c",
          "5;a b",        "5;a=b=c",     "5;a=[",  "5;a=\"b",      "5;a=\"b\" ",     "5;a=\"b\"c",   "5;a=b\"c\"",
          "5;\"a\"=b",    "5;a=\"\\",    "5 a",    "5;a=\"\x01\"", "5;a=\"\\\x7f\"", "5;a=\"\x7f\"", "5,a",
          "5;\xc3\xa4=b", "5;a=\xc3\xa4"}) {
        const auto raw = line + "\r\nhello\r\n0\r\n\r\n";
        for (const std::size_t step : {std::size_t{1}, raw.size()}) EXPECT_EQ(decode(raw, step).refused, 400) << raw;
    }
}

TEST(ChunkedBody, RefusesWhatIsNotChunked) {
    for (const std::string raw : {"\r\n",
                                  " 5\r\nhello\r\n",
                                  "5 \r\nhello\r\n",
                                  "0x5\r\nhello\r\n",
                                  "+5\r\nhello",
                                  "-1\r\n",
                                  "g\r\n",
                                  ";a\r\n",
                                  "5\nhello\r\n",
                                  "5\r\rhello",
                                  "5\r\nhello\n",
                                  "5\r\nhello!\r\n",
                                  "5\r\nhello\r\r",
                                  "00000000000000005\r\n",
                                  "5;a\nb\r\nhello\r\n",
                                  "5;\x01\r\n",
                                  "0\r\n X: y\r\n\r\n",
                                  "0\r\nX y\r\n\r\n",
                                  "0\r\n: y\r\n\r\n",
                                  "0\r\nX: \n\r\n",
                                  "0\r\n\r\r",
                                  "0\r\nX: y\r\n\n"}) {
        for (const std::size_t step : {std::size_t{1}, raw.size()}) EXPECT_EQ(decode(raw, step).refused, 400) << raw;
    }
}

TEST(ChunkedBody, KeepsToItsLimits) {
    EXPECT_TRUE(decode("40\r\n" + std::string(64, 'x') + "\r\n0\r\n\r\n", 7).done);
    EXPECT_EQ(decode("41\r\n", 1).refused, 413);
    EXPECT_EQ(decode("40\r\n" + std::string(64, 'x') + "\r\n1\r\n", 7).refused, 413);
    EXPECT_EQ(decode("ffffffffffffffff\r\n", 3).refused, 413);
    EXPECT_EQ(decode("5;" + std::string(100, 'a'), 9).refused, 431);
    EXPECT_EQ(decode("0\r\nX: " + std::string(100, 'a'), 9).refused, 431);
}

TEST(ChunkedBody, SurvivesGarbage) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    const std::string_view alphabet = "05aF;: \r\n\t\"x=\\";
    for (int i = 0; i < 20'000; ++i) {
        std::string raw(random() % 40, ' ');
        for (auto& c : raw) c = alphabet[random() % alphabet.size()];
        const auto whole = decode(raw, raw.size() + 1);
        const auto split = decode(raw, 1);
        EXPECT_EQ(whole.refused, split.refused) << raw;
        EXPECT_EQ(whole.done, split.done) << raw;
        EXPECT_LE(whole.body.size(), max_bytes);
        if (whole.done) {
            EXPECT_EQ(whole.body, split.body) << raw;
        }
    }
}

}  // namespace
}  // namespace burner::http
