#include "audit/line.hpp"

#include <gtest/gtest.h>

#include "audit/sample.hpp"

namespace burner::audit {
namespace {

const fakes::FakeClock clock;

TEST(AuditLine, SaysWhoWhatWhenFromWhereAndTheRequest) {
    std::string text;
    Link link;
    append_line(text, mint(clock.now()), link);
    const std::string object =
        R"({"seq":1,"time":"2026-04-09T12:00:00.000Z","action":"session.mint","actor":"key:key_1","project":"prj_1",)"
        R"("subject":"AZ1x0Zk5Wc2n0sQJb8uV4g","wallet":"7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV","from":"127.0.0.1",)"
        R"("requestId":"abcdefg00000001","prev":")" +
        std::string(64, '0') + R"("})";
    const auto hash = hex_sha256(object);
    EXPECT_EQ(text, object.substr(0, object.size() - 1) + R"(,"hash":")" + std::string{view(hash)} + "\"}\n");
    EXPECT_EQ(link, (Link{1, hash}));
}

TEST(AuditLine, HashesAsSha256) {
    EXPECT_EQ(view(hex_sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(AuditLine, ReadsBackWhatItWrote) {
    std::string text;
    Link link;
    const Event event{.action = Action::request_refuse,
                      .time = clock.now(),
                      .actor = {Actor::Kind::session, "id \"quoted\"\n"},
                      .project = "prj_1",
                      .subject = "/x",
                      .from = "::1",
                      .request_id = "r1",
                      .detail = "wallet_mismatch",
                      .count = 7};
    append_line(text, event, link);
    const auto stored = stored_event(text.substr(0, text.size() - 1)).value();
    EXPECT_EQ(stored.seq, 1u);
    EXPECT_EQ(stored.time, "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(stored.action, "request.refuse");
    EXPECT_EQ(stored.actor, "session:id \"quoted\"\n");
    EXPECT_EQ(stored.detail, "wallet_mismatch");
    EXPECT_EQ(stored.count, 7u);
    EXPECT_EQ(stored.wallet, "");
    EXPECT_EQ(stored.hash, view(link.hash));
}

TEST(AuditLine, StaysOneLineOfBoundedLengthWhateverItIsGiven) {
    const std::string hostile(5'000, '\n');
    std::string text;
    Link link;
    append_line(text,
                {.action = Action::key_create,
                 .time = clock.now(),
                 .actor = {Actor::Kind::user, hostile},
                 .project = hostile,
                 .subject = hostile,
                 .wallet = hostile,
                 .from = hostile,
                 .request_id = hostile,
                 .detail = hostile},
                link);
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    EXPECT_LT(text.size(), longest_line);
    EXPECT_TRUE(read_line(text.substr(0, text.size() - 1)));
}

TEST(AuditLine, ReadsOnlyWhatFollowsTheLineBefore) {
    std::string text;
    Link link;
    for (int i = 0; i < 3; ++i) append_line(text, mint(clock.now()), link);
    const auto lines = lines_of(text);
    const Link first = read_line_after(lines[0], {}).value().link;
    EXPECT_TRUE(read_line_after(lines[1], first));
    EXPECT_FALSE(read_line_after(lines[2], first));
    EXPECT_FALSE(read_line_after(lines[0], first));
    EXPECT_FALSE(read_line_after(lines[1], Link{1, hex_sha256("another")}));
    for (const std::string_view garbage : {"", "{}", "{\"seq\":", "x"}) EXPECT_FALSE(read_line(garbage)) << garbage;
}

TEST(AuditLine, BecomesOneRowOfCsv) {
    std::string text;
    Link link;
    Event event = mint(clock.now());
    event.detail = "a \"b\", c";
    append_line(text, event, link);
    const auto row = to_csv(stored_event(text.substr(0, text.size() - 1)).value());
    EXPECT_TRUE(row.starts_with("1,2026-04-09T12:00:00.000Z,session.mint,key:key_1,prj_1,")) << row;
    EXPECT_NE(row.find(",\"a \"\"b\"\", c\",1,"), std::string::npos) << row;
    EXPECT_TRUE(row.ends_with("\r\n"));
}

}  // namespace
}  // namespace burner::audit
