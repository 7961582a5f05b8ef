#include "transactions/ticket/ticket.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "fakes/token_bytes.hpp"
#include "transactions/ticket/ticket_payload.hpp"
#include "transactions/wallet_fixture.hpp"

namespace burner::transactions {
namespace {

Ticket some_ticket() {
    Ticket ticket;
    ticket.project = "prj_1";
    ticket.cluster = "cluster";
    ticket.wallet = key(1);
    ticket.payer = key(2);
    ticket.digest.fill(0x5a);
    ticket.instructions.fill(0x7b);
    ticket.first_built_at = base::UnixTime{std::chrono::milliseconds{1'775'736'000'000}};
    ticket.slot = 440'000'000;
    ticket.programs_fee = base::Lamports{5'000};
    ticket.repayment = base::Lamports{10'035};
    ticket.budget.fill(0x3c);
    ticket.expires_at = base::UnixTime{std::chrono::milliseconds{1'775'736'180'000}};
    ticket.last_valid_block_height = 1'050;
    ticket.rebate = {{9'039'280}, {101'964}, {2'039'280}};
    ticket.includes = {close_of(10), burn_of(11)};
    return ticket;
}

TEST(TicketKeys, OpenWhatTheyIssued) {
    const TicketKeys keys({ticket_key(1)});
    const std::string text = keys.issue(some_ticket());
    EXPECT_TRUE(text.starts_with("ticket_"));
    EXPECT_EQ(keys.open(text), some_ticket());
}

TEST(TicketKeys, OpenTicketsOfEveryKeyTheyHold) {
    const TicketKeys before({ticket_key(1)});
    const TicketKeys during({ticket_key(2), ticket_key(1)});
    const TicketKeys after({ticket_key(2)});
    EXPECT_TRUE(during.open(before.issue(some_ticket())));
    EXPECT_TRUE(after.open(during.issue(some_ticket())));
    EXPECT_FALSE(after.open(before.issue(some_ticket())));
}

TEST(TicketKeys, RefuseATicketUnderAnotherKeysName) {
    TicketKey renamed = ticket_key(1);
    renamed.id = "tk_2";
    EXPECT_FALSE(TicketKeys({renamed}).open(TicketKeys({ticket_key(1)}).issue(some_ticket())));
}

TEST(TicketKeys, RefuseEveryChangedByteAndEveryTruncation) {
    const TicketKeys keys({ticket_key(1)});
    const std::string text = keys.issue(some_ticket());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(keys.open(changed)) << i;
        EXPECT_FALSE(keys.open(text.substr(0, i))) << i;
    }
    EXPECT_FALSE(keys.open(text + "A"));
    EXPECT_FALSE(keys.open(text + "="));
    EXPECT_FALSE(keys.open(""));
    EXPECT_FALSE(keys.open("ticket_"));
    EXPECT_FALSE(keys.open("eyJhbGciOiJIUzI1NiJ9.e30.c2ln"));
}

TEST(TicketKeys, NeedAKey) {
    EXPECT_THROW(TicketKeys({}), std::invalid_argument);
}

TEST(TicketPayload, RefusesEveryTruncationAndOtherVersions) {
    const auto bytes = serialize(TicketPayload{"tk", some_ticket()});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto parsed = parse_ticket_payload(base::ByteView(bytes).first(size));
        if (parsed) EXPECT_EQ((bytes.size() - size) % 34, 0U) << size;  // whole items fewer: the MAC refuses those
    }
    auto changed = bytes;
    for (const std::uint8_t version : std::array<std::uint8_t, 6>{0, 1, 2, 3, 5, 255}) {  // earlier ones are shorter
        changed[0] = version;
        EXPECT_FALSE(parse_ticket_payload(changed)) << unsigned{version};
    }
}

TEST(TicketPayload, ReadsTicketsOfEarlierVersions) {
    const std::size_t size = serialize(TicketPayload{"tk", some_ticket()}).size();
    const std::pair<std::uint8_t, std::size_t> rows[] = {{1, 72 + 56 + 8}, {2, 72 + 56}, {3, 72}};
    for (const auto& [version, shorter] : rows) {
        TicketPayload old{"tk", some_ticket(), version};
        const auto bytes = serialize(old);
        EXPECT_EQ(bytes.size(), size - shorter);
        old.ticket.payer = old.ticket.wallet;
        old.ticket.repayment = {};
        old.ticket.budget = {};
        if (version == 3) {
            EXPECT_EQ(parse_ticket_payload(bytes), old);
            continue;
        }
        old.ticket.instructions = {};
        old.ticket.slot = 0;
        old.ticket.programs_fee = {};
        old.ticket.first_built_at = old.ticket.expires_at - ticket_life;
        if (version == 1) old.ticket.rebate.donation_base = old.ticket.rebate.gross;
        EXPECT_EQ(parse_ticket_payload(bytes), old) << unsigned{version};
    }
}

}  // namespace
}  // namespace burner::transactions
