#include "audit/shipper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/agreement.hpp"
#include "audit/audit_log.hpp"
#include "audit/sample.hpp"
#include "audit/verify_chains.hpp"
#include "base/log.hpp"
#include "fakes/stores/chain_store.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class ShippingOfALog : public testing::Test {
  protected:
    ShippingOfALog() { base::stop_log(); }

    /// Writes so many events as one batch, as a process of its own would.
    void write(int events, std::uint64_t max_bytes = 1u << 30) { write_to(folder_.path(), events, max_bytes); }
    void write_to(const fs::path& directory, int events, std::uint64_t max_bytes = 1u << 30) {
        LogFile file{{directory, max_bytes}, clock_};
        std::string lines;
        for (int i = 0; i < events; ++i) lines += line_of(mint(clock_.now(), "session" + std::to_string(++made_)));
        ASSERT_TRUE(file.append(false, lines));
    }
    Shipper shipper() { return Shipper{folder_.path(), "web 1", store_}; }
    std::string ship() { return ship_by(shipper_); }
    static std::string ship_by(Shipper& shipper) {
        const auto shipped = shipper.ship();
        if (!shipped) return shipped.error();
        const auto anchored = shipper.anchor();
        return anchored ? "shipped" : anchored.error();
    }

    ChainsVerdict verdict() {
        ChainsVerdict found;
        EXPECT_TRUE(store_.view([&](ChainView& view) { found = verify_chains(view, {}); }));
        return found;
    }
    /// Expects that all is in the store, in so many chains, and that what is there holds.
    void expect_stored(std::uint64_t events, std::size_t chains = 1) {
        const auto found = verdict();
        for (const auto& flaw : found.flaws) ADD_FAILURE() << flaw.chain << ": " << flaw.reason;
        EXPECT_EQ(found.events, events);
        EXPECT_EQ(found.chains.size(), chains);
    }
    std::vector<Batch>& stored() { return store_.batches.at(shipper_.chain()); }
    Agreement agreement(const std::string& chain) {
        BatchReader reader{folder_.path()};
        std::expected<Agreement, std::string> found;
        EXPECT_TRUE(store_.view([&](ChainView& view) { found = compare(reader, view, chain); }));
        return found.value();
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    storage::MemoryChainStore store_;
    Shipper shipper_ = shipper();
    int made_ = 0;
};

TEST_F(ShippingOfALog, BringsWhatWasWrittenOnceAndInOrder) {
    write(3);
    write(1);
    EXPECT_EQ(ship(), "shipped");
    expect_stored(4);
    EXPECT_EQ(ship(), "shipped");
    write(2);
    EXPECT_EQ(shipper_.bytes_left().value(), fs::file_size(current_file(folder_.path())) * 2 / 6);
    EXPECT_EQ(ship(), "shipped");
    expect_stored(6);
    EXPECT_EQ(shipper_.bytes_left().value(), 0u);
    EXPECT_EQ(shipper_.shipped(), verdict_of(folder_.path()).last);
    EXPECT_EQ(shipper_.newest_anchor()->link, shipper_.shipped());
    EXPECT_EQ(agreement(shipper_.chain()).kind, Agreement::Kind::agrees);
}

TEST_F(ShippingOfALog, NamesItsChainForPeopleAndKeepsTheName) {
    EXPECT_THAT(shipper_.chain(), testing::StartsWith("web1-"));
    EXPECT_EQ(shipper().chain(), shipper_.chain());
    EXPECT_EQ(fs::status(chain_file(folder_.path())).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    write_text(chain_file(folder_.path()), "nonsense\n");
    EXPECT_THROW(shipper(), std::runtime_error);
}

TEST_F(ShippingOfALog, GoesOnAfterARestart) {
    for (int i = 1; i <= 5; ++i) {
        write(2);
        Shipper next = shipper();
        EXPECT_EQ(ship_by(next), "shipped");
        expect_stored(static_cast<std::uint64_t>(2 * i));
    }
}

TEST_F(ShippingOfALog, GoesOnOverFilesThatWerePutAside) {
    for (int i = 0; i < 6; ++i) {
        write(2, 600);
        if (i % 2 == 1) EXPECT_EQ(ship(), "shipped");
    }
    write(3, 600);
    write(3, 600);
    EXPECT_GT(rotated_files(folder_.path()).size(), 3u);
    Shipper next = shipper();
    EXPECT_EQ(ship_by(next), "shipped");
    expect_stored(18);
    EXPECT_EQ(ship(), "shipped") << "another one has shipped it already";
    expect_stored(18);
}

TEST_F(ShippingOfALog, CountsTheFilesThatWait) {
    EXPECT_EQ(ship(), "shipped");
    store_.is_away = true;
    std::uint64_t written = 0;
    for (int i = 0; i < 4; ++i) {
        write(2, 600);
        EXPECT_EQ(ship(), "the database is away");
    }
    for (const auto& file : rotated_files(folder_.path())) written += fs::file_size(file.path);
    if (fs::exists(current_file(folder_.path()))) written += fs::file_size(current_file(folder_.path()));
    EXPECT_EQ(shipper_.bytes_left().value(), written);
    store_.is_away = false;
    EXPECT_EQ(ship(), "shipped");
    EXPECT_EQ(shipper_.bytes_left().value(), 0u);
    expect_stored(8);
}

TEST_F(ShippingOfALog, ShipsOnceWhatTheDatabaseTookWithoutSayingSo) {
    write(2);
    store_.forgets_to_say = true;
    EXPECT_EQ(ship(), "the database is away");
    store_.forgets_to_say = false;
    write(1);
    EXPECT_EQ(ship(), "shipped");
    expect_stored(3);
}

TEST_F(ShippingOfALog, ShipsAgainWhatTheDatabaseLost) {
    for (int i = 0; i < 5; ++i) write(2);
    EXPECT_EQ(ship(), "shipped");
    stored().resize(2);
    store_.anchors.resize(1);
    write(1);
    EXPECT_EQ(ship(), "shipped");
    expect_stored(11);
    store_.batches.clear();
    store_.anchors.clear();
    write(1);
    EXPECT_EQ(ship(), "shipped") << "a database without anything in it";
    expect_stored(12);
    EXPECT_EQ(shipper_.take_notice(), std::nullopt);
}

TEST_F(ShippingOfALog, MayBeDoneByTwoAtATime) {
    Shipper other = shipper();
    for (int i = 0; i < 20; ++i) {
        write(1);
        EXPECT_EQ(ship_by(i % 3 == 0 ? other : shipper_), "shipped");
    }
    expect_stored(20);
}

TEST_F(ShippingOfALog, LeavesABatchThatACrashHasCutUntilItIsMended) {
    write(2);
    const auto file = current_file(folder_.path());
    write_text(file, text_of(file) + R"({"time":"2026-)");
    EXPECT_EQ(ship(), "shipped");
    expect_stored(2);
    write(1);
    EXPECT_EQ(ship(), "shipped");
    expect_stored(4);
    EXPECT_EQ(agreement(shipper_.chain()).common, verdict_of(folder_.path()).last);
}

TEST_F(ShippingOfALog, BeginsAtThePresentEndOfAnOlderLog) {
    const fakes::TemporaryFolder older;
    write_to(older.path(), 5);
    Shipper first{older.path(), "web", store_};
    write_to(older.path(), 2);
    EXPECT_EQ(ship_by(first), "shipped");
    expect_stored(2);
    EXPECT_EQ(store_.anchors.front().link.seq, 5u);
}

TEST_F(ShippingOfALog, GoesOnAsAnotherChainInACopyOfTheDirectory) {
    write(3);
    EXPECT_EQ(ship(), "shipped");
    const fakes::TemporaryFolder copies;
    const auto copy = copies.path() / "copy";
    fs::copy(folder_.path(), copy);
    write(1);
    write(1);
    EXPECT_EQ(ship(), "shipped");
    write_to(copy, 2);
    Shipper copied{copy, "web", store_};
    EXPECT_EQ(ship_by(copied), "shipped");
    expect_stored(7, 2);
    EXPECT_NE(copied.chain(), shipper_.chain());
    const auto notice = copied.take_notice();
    ASSERT_TRUE(notice);
    EXPECT_THAT(*notice, HasSubstr(shipper_.chain() + " up to seq 5"));
    EXPECT_THAT(*notice, HasSubstr("from seq 4 on they are shipped as " + copied.chain()));
    EXPECT_EQ(copied.take_notice(), std::nullopt);
    write(1);
    EXPECT_EQ(ship(), "shipped");
    EXPECT_EQ(shipper_.take_notice(), std::nullopt) << "the first one goes on";
    expect_stored(8, 2);
}

struct Damage {
    std::string name;
    std::function<void(const fs::path& file)> act;
    Agreement::Kind expected;
    std::uint64_t common;
    std::uint64_t events;  ///< in the database at the end: what was shipped, and what goes on as another chain
};

void PrintTo(const Damage& damage, std::ostream* out) {
    *out << damage.name;
}

class DamagedFiles : public ShippingOfALog, public testing::WithParamInterface<Damage> {};

TEST_P(DamagedFiles, AreFoundAndGoOnAsAnotherChain) {
    for (int i = 0; i < 4; ++i) write(2);
    EXPECT_EQ(ship(), "shipped");
    const std::string chain = shipper_.chain();
    GetParam().act(current_file(folder_.path()));
    const auto found = agreement(chain);
    EXPECT_EQ(found.kind, GetParam().expected);
    EXPECT_EQ(found.common.value_or(Link{}).seq, GetParam().common);
    EXPECT_EQ(found.shipped_end.seq, 8u);
    write(1);
    Shipper next = shipper();
    EXPECT_EQ(ship_by(next), "shipped");
    EXPECT_TRUE(next.take_notice());
    EXPECT_NE(next.chain(), chain);
    expect_stored(GetParam().events, 2);
}

/// Leaves the first lines of a file.
void keep_lines(const fs::path& file, std::size_t count) {
    std::string text;
    auto lines = lines_of(text_of(file));
    lines.resize(count);
    for (const auto& line : lines) text += line + "\n";
    write_text(file, text);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, DamagedFiles,
    testing::Values(
        Damage{"cut off at the end", [](const fs::path& file) { keep_lines(file, 4); }, Agreement::Kind::cut_off, 4, 9},
        Damage{"emptied", [](const fs::path& file) { write_text(file, ""); }, Agreement::Kind::cut_off, 0, 9},
        Damage{"deleted", [](const fs::path& file) { fs::remove(file); }, Agreement::Kind::cut_off, 0, 9},
        Damage{"written anew",
               [](const fs::path& file) {
                   Link link;
                   const std::string line = line_of(mint({}, "another session"));
                   write_text(file, sealed(line + line, link) + sealed(line + line, link));
               },
               Agreement::Kind::differs, 0, 13}));

TEST_F(ShippingOfALog, ShipsAChangedLineAsItIsSoThatItIsFound) {
    write(2);
    write(2);
    const auto file = current_file(folder_.path());
    auto text = text_of(file);
    text.replace(text.find("session3"), 8, "sessionX");
    write_text(file, text);
    EXPECT_EQ(ship(), "shipped");
    const auto found = verdict();
    ASSERT_EQ(found.flaws.size(), 1u);
    EXPECT_THAT(found.flaws[0].reason, HasSubstr("events 3 to 4 were changed"));
}

TEST_F(ShippingOfALog, SaysWhenLinesWereTakenOutOfAFile) {
    write(2);
    write(1);
    write(1);
    const auto file = current_file(folder_.path());
    const auto lines = lines_of(text_of(file));
    write_text(file, lines[3] + "\n" + lines[0] + "\n" + lines[1] + "\n");
    EXPECT_THAT(ship(), HasSubstr("burner audit verify"));
}

}  // namespace
}  // namespace burner::audit
