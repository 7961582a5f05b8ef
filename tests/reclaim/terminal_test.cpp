// How text fits a terminal, and where a signature leads.

#include <gmock/gmock.h>

#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/explorer.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "reclaim/terminal/url_text.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;

TEST(TerminalText, KeepsWhatCanBeRead) {
    for (const auto& [text, shown] : std::vector<std::pair<std::string, std::string>>{{"USD Coin", "USD Coin"},
                                                                                      {"né 中 😀", "né 中 😀"},
                                                                                      {"a\tb\r\n\x7f", "a?b???"},
                                                                                      {"\xc2\x9b"
                                                                                       "31m",
                                                                                       "?31m"},
                                                                                      {"\xff\xc0\xaf", "???"},
                                                                                      {"\xed\xa0\x80", "???"},
                                                                                      {"\xf4\x90\x80\x80", "????"},
                                                                                      {"\xe2\x82", "??"},
                                                                                      {"\u200b\u2066\ufeff", "???"}})
        EXPECT_EQ(reclaim::printable(text), shown) << shown;
    EXPECT_EQ(reclaim::printable("abcdef", 3), "abc…");
    EXPECT_EQ(reclaim::printable("abc", 3), "abc");
}

TEST(TerminalText, ShowsLamportsExactly) {
    EXPECT_EQ(reclaim::to_sol(0), "0.000000000");
    EXPECT_EQ(reclaim::to_sol(1), "0.000000001");
    EXPECT_EQ(reclaim::to_sol(1'002'039'280), "1.002039280");
    EXPECT_EQ(reclaim::to_sol(UINT64_MAX), "18446744073.709551615");
}

TEST(TerminalText, ShowsDollarsAsAnEstimate) {
    EXPECT_EQ(reclaim::to_dollars(0), "~$0.00");
    EXPECT_EQ(reclaim::to_dollars(0.000001), "<$0.01");
    EXPECT_EQ(reclaim::to_dollars(0.01), "~$0.01");
    EXPECT_EQ(reclaim::to_dollars(12.4), "~$12.40");
    EXPECT_EQ(reclaim::to_dollars(1e300), ">$10^15");
}

TEST(Columns, CountWideAndCombiningCharacters) {
    EXPECT_EQ(reclaim::width_of("né"), 2U);
    EXPECT_EQ(reclaim::width_of("中😀"), 4U);
    EXPECT_EQ(reclaim::width_of("e\u0301"), 1U);
}

TEST(Columns, FillOrCutACell) {
    EXPECT_EQ(reclaim::fitted("ab", 4), "ab  ");
    EXPECT_EQ(reclaim::fitted("abcdef", 4), "abc…");
    EXPECT_EQ(reclaim::fitted("中中中", 4), "中… ");
    EXPECT_EQ(reclaim::right_aligned("ab", 4), "  ab");
    EXPECT_EQ(reclaim::right_aligned("abcdef", 4), "abcdef");
}

TEST(Columns, WrapBetweenWords) {
    EXPECT_EQ(reclaim::wrapped("Burns one and closes two.", 12, 2), "Burns one\n  and closes\n  two.");
    EXPECT_EQ(reclaim::wrapped("Burns one and closes two.", 0, 2), "Burns one and closes two.");
    EXPECT_EQ(reclaim::wrapped("of EPjFWdd5AufqSSqeM2qN", 10), "of\nEPjFWdd5AufqSSqeM2qN");
    EXPECT_EQ(reclaim::wrapped("  1  Go on? ", 80, 5), "  1  Go on? ");
}

TEST(UrlText, IsHostAndPortAlone) {
    EXPECT_EQ(reclaim::authority_of("https://user:hush@rpc.example:8899/hush?key=hush#hush"), "rpc.example:8899");
    EXPECT_EQ(reclaim::authority_of("http://[::1]:80"), "[::1]:80");
    EXPECT_EQ(reclaim::authority_of("http://127.0.0.1@evil.example"), "evil.example");
    for (const std::string url : {"", "rpc.example", "ftp://rpc.example", "https://"})
        EXPECT_EQ(reclaim::authority_of(url), "") << url;
}

TEST(UrlText, KnowsThisMachine) {
    for (const std::string url :
         {"http://127.0.0.1:8899", "http://localhost", "https://[::1]:1/x", "http://a@127.9.9.9"})
        EXPECT_TRUE(reclaim::is_loopback(url)) << url;
    for (const std::string url : {"http://127.0.0.1@evil.example", "http://localhost.example", "https://rpc.example"})
        EXPECT_FALSE(reclaim::is_loopback(url)) << url;
}

std::string default_url(const std::string& rpc_url) {
    return reclaim::explorer_for("", rpc_url).url_of("SIG");
}

TEST(Explorer, IsToldTheClusterAndNoSecret) {
    EXPECT_EQ(default_url(""), "https://explorer.solana.com/tx/SIG");
    EXPECT_EQ(default_url("https://mainnet.rpc.example/hush?api-key=hush"), "https://explorer.solana.com/tx/SIG");
    EXPECT_EQ(default_url("https://api.devnet.solana.com"), "https://explorer.solana.com/tx/SIG?cluster=devnet");
    EXPECT_EQ(default_url("https://api.testnet.solana.com"), "https://explorer.solana.com/tx/SIG?cluster=testnet");
    EXPECT_EQ(default_url("http://me:hush@127.0.0.1:8899/hush"),
              "https://explorer.solana.com/tx/SIG?cluster=custom&customUrl=http%3A%2F%2F127.0.0.1%3A8899");
}

TEST(Explorer, CanBeAnotherOrNone) {
    const auto other = reclaim::explorer_for("https://solscan.io/tx/{}?x=1", "http://127.0.0.1:8899");
    EXPECT_EQ(other.url_of("SIG"), "https://solscan.io/tx/SIG?x=1");
    EXPECT_EQ(other.link_to("SIG"), "\x1b]8;;https://solscan.io/tx/SIG?x=1\x1b\\SIG\x1b]8;;\x1b\\");
    const auto none = reclaim::explorer_for("none", "");
    EXPECT_FALSE(none.is_there());
    EXPECT_EQ(none.link_to("SIG"), "SIG");
}

TEST(Explorer, MustBeAUrlWithAPlaceForTheSignature) {
    for (const std::string good : {"", "none", "https://solscan.io/tx/{}"})
        EXPECT_EQ(reclaim::explorer_problem(good), "") << good;
    for (const std::string bad : {"solscan", "https://solscan.io/tx/", "ftp://x/{}", "https://x/{}\x1b]8;;"})
        EXPECT_THAT(reclaim::explorer_problem(bad), HasSubstr("--explorer takes none, or an http or https URL")) << bad;
}

}  // namespace
}  // namespace burner::test
