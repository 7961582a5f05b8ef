#include "reclaim/report/proposal.hpp"

#include <gmock/gmock.h>
#include <simdjson.h>

#include "reclaim/terminal/qr_code.hpp"

namespace burner::test {
namespace {

using reclaim::Proposal;
using simdjson::dom::element;

std::string text_of(element object, const char* name) {
    std::string_view text;
    return object[name].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

std::optional<std::string> optional_text(element object, const char* name) {
    std::string_view text;
    return object[name].get(text) == simdjson::SUCCESS ? std::optional<std::string>{text} : std::nullopt;
}

Proposal proposal_in(element json) {
    Proposal proposal{.wallet = solana::pubkey_from_base58(text_of(json, "wallet")).value(), .items = {}};
    double donation = 0;
    if (json["donation"].get(donation) == simdjson::SUCCESS) proposal.donation = donation;
    simdjson::dom::array items;
    if (json["items"].get(items) != simdjson::SUCCESS) return proposal;  // "closable"
    for (element item : items)
        proposal.items.push_back({.type = text_of(item, "type"),
                                  .address = text_of(item, "address"),
                                  .action = text_of(item, "action"),
                                  .expected_balance = optional_text(item, "expectedBalance"),
                                  .expected_mint = optional_text(item, "expectedMint")});
    return proposal;
}

burnandclaim::ItemSelection closed(std::uint8_t number) {
    solana::Pubkey key;
    key.bytes.fill(number);
    return {.type = "empty_account", .address = to_base58(key), .action = "close"};
}

/// The vectors are those that the page reads.
TEST(Proposal, IsWrittenAsTheSigningPageReadsIt) {
    simdjson::dom::parser parser;
    element vectors;
    ASSERT_EQ(parser.load("tests/vectors/signing-page/proposals.json").get(vectors), simdjson::SUCCESS);
    simdjson::dom::array good;
    ASSERT_EQ(vectors["good"].get(good), simdjson::SUCCESS);
    int written = 0;
    for (element row : good) {
        const element json = row["proposal"];
        bool is_sponsored = false;
        ASSERT_EQ(json["sponsored"].get(is_sponsored), simdjson::SUCCESS);
        if (is_sponsored) continue;  // the command proposes no payer
        EXPECT_EQ(proposal_fragment(proposal_in(json)), text_of(row, "fragment")) << text_of(row, "name");
        ++written;
    }
    EXPECT_GE(written, 8);
}

TEST(Proposal, IsRefusedWhereNoLinkCanCarryIt) {
    Proposal proposal{.wallet = {}, .items = {}};
    for (std::uint8_t number = 0; number <= reclaim::max_proposed; ++number) proposal.items.push_back(closed(number));
    EXPECT_EQ(proposal_fragment(proposal).error(),
              "a link carries at most 200 items, and these are 201. Name fewer of them");
    proposal.items = {closed(1)};
    proposal.items[0].acknowledge = "liquidity";
    EXPECT_THAT(proposal_fragment(proposal).error(), testing::StartsWith("no link can carry the close of "));
    proposal.items = {closed(1)};
    proposal.items[0].action = "teleport";
    EXPECT_FALSE(proposal_fragment(proposal));
}

TEST(QrCode, IsDrawnWhereItFits) {
    const std::string link = "https://burn.example/sign#" + std::string(40, 'A');
    const auto code = reclaim::qr_code(link, 80);
    ASSERT_TRUE(code);
    EXPECT_THAT(*code, testing::StartsWith("\x1b[30;47m"));
    const auto lines = std::ranges::count(*code, '\n');
    EXPECT_EQ(lines, (33 + 8 + 1) / 2) << "66 bytes take version 4, with a border of four";
    EXPECT_FALSE(reclaim::qr_code(link, 30)) << "narrower than the code";
    EXPECT_TRUE(reclaim::qr_code(std::string(1'200, 'a'), 200));
    EXPECT_FALSE(reclaim::qr_code(std::string(1'201, 'a'), 200));
}

}  // namespace
}  // namespace burner::test
