#include "audit/verify.hpp"

#include <random>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "audit/sample.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

/// A thousand events of all kinds, each a batch of its own, and the links between them.
struct Sample {
    std::vector<std::string> lines;  ///< with their ends
    std::vector<Link> links{{}};     ///< links[i] stands before lines[i]

    Sample() {
        fakes::FakeClock clock;
        for (std::size_t i = 0; i < 1'000; ++i) {
            clock.advance(std::chrono::milliseconds{1});
            Event event = i % 3 == 0 ? refusal(clock.now(), "2001:db8::1") : mint(clock.now());
            event.action = static_cast<Action>(i % action_words().size());
            event.count = static_cast<std::uint32_t>(i % 5);
            Link link = links.back();
            lines.push_back(sealed(line_of(event), link));
            links.push_back(link);
        }
    }

    std::string text() const {
        std::string all;
        for (const auto& line : lines) all += line;
        return all;
    }
};

const Sample& sample() {
    static const Sample made;
    return made;
}

/// A part of a log in memory.
class Memory {
  public:
    Memory() { part_.push_back({"memory", base::File{::memfd_create("audit", 0)}, 0, std::nullopt}); }

    const std::vector<LogPart>& holding(std::string_view text) {
        part_.front().size = text.size();
        if (::pwrite(part_.front().file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
            throw std::runtime_error("no memory file");
        return part_;
    }

  private:
    std::vector<LogPart> part_;
};

std::uint64_t bad_line(const std::string& text, const VerifyOptions& options = {}) {
    static Memory memory;
    const auto verdict = verify(memory.holding(text), options);
    return verdict.flaw ? verdict.flaw->first_line : 0;
}

TEST(AuditVerify, FindsNothingInWhatWasWritten) {
    Memory memory;
    const auto verdict = verify(memory.holding(sample().text()));
    EXPECT_FALSE(verdict.flaw);
    EXPECT_EQ(verdict.events, 1'000u);
    EXPECT_EQ(verdict.first_seq, 1u);
    EXPECT_EQ(verdict.last, sample().links.back());
}

/// L1: each byte of each line in turn, line ends included. What stands before is what the chain says it is.
TEST(AuditVerify, FindsAFlipOfEveryByteOfAThousandEvents) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    std::uniform_int_distribution<int> flips{1, 255};
    std::size_t flipped = 0;
    for (std::size_t i = 0; i < sample().lines.size(); ++i) {
        const VerifyOptions after{.after = sample().links[i].hash};
        std::string text = sample().lines[i];
        const std::size_t length = text.size();
        if (i + 1 < sample().lines.size()) text += sample().lines[i + 1];
        if (i == 0) ASSERT_EQ(bad_line(text, after), 0u);
        for (std::size_t at = 0; at < length; ++at) {
            const char right = text[at];
            text[at] = static_cast<char>(right ^ flips(random));
            ASSERT_EQ(bad_line(text, after), 1u) << "line " << i + 1 << " byte " << at;
            text[at] = right;
            ++flipped;
        }
    }
    EXPECT_GT(flipped, 300'000u);
}

/// L1, as a busy server writes: batches of many lines. The whole batch is named.
TEST(AuditVerify, FindsAFlipOfEveryByteOfABatch) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    std::uniform_int_distribution<int> flips{1, 255};
    Link link;
    std::string text;
    for (int batch = 0; batch < 3; ++batch) {
        std::string lines;
        for (int i = 0; i < 10; ++i) lines += line_of(mint(base::UnixTime{}));
        text += sealed(std::move(lines), link);
    }
    ASSERT_EQ(bad_line(text), 0u);
    const std::size_t third = text.size() / 3;
    Memory memory;
    for (std::size_t at = third; at < 2 * third; ++at) {
        const char right = text[at];
        text[at] = static_cast<char>(right ^ flips(random));
        const auto verdict = verify(memory.holding(text));
        ASSERT_TRUE(verdict.flaw) << at;
        ASSERT_EQ(verdict.events, 10u) << at;
        ASSERT_EQ(verdict.flaw->first_line, 11u) << at;
        text[at] = right;
    }
}

TEST(AuditVerify, FindsALineOfABatchThatWasTakenOutPutInOrMoved) {
    Link link;
    std::vector<std::string> right;
    for (int i = 0; i < 5; ++i) right.push_back(line_of(mint(base::UnixTime{std::chrono::seconds{i}})));
    std::string text;
    for (const auto& line : right) text += line;
    right = lines_of(sealed(text, link));
    for (auto& line : right) line += '\n';
    const auto holds = [](const std::vector<std::string>& lines) {
        std::string all;
        for (const auto& line : lines) all += line;
        return bad_line(all) == 0;
    };
    ASSERT_TRUE(holds(right));
    for (std::size_t i = 0; i < 4; ++i) {
        auto lines = right;
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(holds(lines)) << i;
        lines = right;
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), right[i]);
        EXPECT_FALSE(holds(lines)) << i;
        lines = right;
        std::swap(lines[i], lines[(i + 1) % 4]);
        EXPECT_FALSE(holds(lines)) << i;
    }
    right.pop_back();
    EXPECT_FALSE(holds(right)) << "no hash follows";
}

TEST(AuditVerify, FindsEveryOtherValueOfEveryByteOfALine) {
    std::string text = sample().lines[0] + sample().lines[1];
    for (std::size_t at = 0; at < sample().lines[0].size(); ++at) {
        const char right = text[at];
        for (int flip = 1; flip < 256; ++flip) {
            text[at] = static_cast<char>(right ^ flip);
            ASSERT_EQ(bad_line(text), 1u) << at << " ^ " << flip;
        }
        text[at] = right;
    }
}

TEST(AuditVerify, FindsALineThatWasTakenOut) {
    for (const std::size_t i : {1u, 2u, 500u, 998u}) {
        auto lines = sample().lines;
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        std::string text;
        for (const auto& line : lines) text += line;
        EXPECT_EQ(bad_line(text), i + 1);
    }
}

TEST(AuditVerify, FindsAMissingStartUnlessItIsToldWhatStoodThere) {
    std::string text;
    for (std::size_t i = 10; i < sample().lines.size(); ++i) text += sample().lines[i];
    EXPECT_EQ(bad_line(text), 1u);
    EXPECT_EQ(bad_line(text, {.after = sample().links[9].hash}), 1u);
    EXPECT_EQ(bad_line(text, {.after = sample().links[10].hash}), 0u);
}

TEST(AuditVerify, FindsALineThatWasPutIn) {
    for (const std::size_t i : {0u, 1u, 500u, 999u}) {
        auto lines = sample().lines;
        Link link = sample().links[i];
        const std::string forged = sealed(line_of(mint(base::UnixTime{})), link);
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), forged);
        std::string text;
        for (const auto& line : lines) text += line;
        EXPECT_EQ(bad_line(text), i + 2) << "the forged line holds, the next does not follow it";
        lines[i] = sample().lines[i];
        text.clear();
        for (const auto& line : lines) text += line;
        EXPECT_EQ(bad_line(text), i + 2) << "a line twice";
    }
}

TEST(AuditVerify, FindsTwoLinesThatChangedPlaces) {
    for (const std::size_t i : {0u, 499u, 998u}) {
        auto lines = sample().lines;
        std::swap(lines[i], lines[i + 1]);
        std::string text;
        for (const auto& line : lines) text += line;
        EXPECT_EQ(bad_line(text), i + 1);
    }
}

TEST(AuditVerify, FindsAnEndThatIsCutWithinALine) {
    const std::string text = sample().lines[0] + sample().lines[1];
    for (std::size_t cut = 1; cut < sample().lines[1].size(); ++cut)
        ASSERT_EQ(bad_line(text.substr(0, text.size() - cut)), 2u) << cut;
}

TEST(AuditVerify, FindsAnEndThatIsCutAtALineByTheHeadNotedBefore) {
    Memory memory;
    const std::string all = sample().text();
    const auto cut = all.substr(0, all.size() - sample().lines.back().size());
    const std::string noted{view(sample().links.back().hash)};
    EXPECT_FALSE(verify(memory.holding(cut), {.head = noted}).flaw);
    EXPECT_FALSE(verify(memory.holding(cut), {.head = noted}).found_head);
    EXPECT_TRUE(verify(memory.holding(all), {.head = noted}).found_head);
    EXPECT_TRUE(verify(memory.holding(all), {.head = std::string{view(sample().links[700].hash)}}).found_head);
}

TEST(AuditVerify, FindsAChainThatWasComputedAnewByTheHeadNotedBefore) {
    std::string text;
    Link link;
    for (int i = 0; i < 1'000; ++i) text += sealed(line_of(mint(base::UnixTime{})), link);
    Memory memory;
    const auto verdict = verify(memory.holding(text), {.head = std::string{view(sample().links[700].hash)}});
    EXPECT_FALSE(verdict.flaw);
    EXPECT_FALSE(verdict.found_head);
}

TEST(AuditVerify, TellsWhatTheLogSaysOfItself) {
    const auto verdict = [] {
        static Memory memory;
        return verify(memory.holding(sample().text()));
    }();
    EXPECT_EQ(verdict.notes.size(), 100u);  // of some 230: bounded
    EXPECT_TRUE(verdict.was_altered);
    EXPECT_NE(verdict.notes.front().find("audit.repaired"), std::string::npos);
}

TEST(AuditVerify, BoundsTheLineItReads) {
    EXPECT_EQ(bad_line(sample().lines[0] + std::string(3u << 20, 'x')), 2u);
}

TEST(AuditVerify, BoundsTheBatchItReads) {
    std::string lines = sample().lines[0];
    for (int i = 0; i < 20'000; ++i) lines += line_of(mint(base::UnixTime{}));
    Memory memory;
    const auto flaw = verify(memory.holding(lines)).flaw.value();
    EXPECT_EQ(flaw.first_line, 2u);
    EXPECT_LT(flaw.last_line, 3'000u);
}

}  // namespace
}  // namespace burner::audit
