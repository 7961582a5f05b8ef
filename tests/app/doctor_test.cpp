// What `burner doctor` makes of figures and files; tests/system/doctor.test.ts runs the command.

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/doctor/check_chain.hpp"
#include "app/doctor/check_directory.hpp"
#include "app/doctor/check_machine.hpp"
#include "app/doctor/check_storage.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

TEST(Doctor, WarnsOfADiskBeforeItIsFull) {
    constexpr std::uint64_t mebibyte = 1 << 20;
    EXPECT_EQ(judge_disk(5000 * mebibyte).severity, Severity::ok);
    EXPECT_EQ(judge_disk(1023 * mebibyte).severity, Severity::warning);
    EXPECT_EQ(judge_disk(99 * mebibyte).severity, Severity::error);
    EXPECT_EQ(judge_disk(99 * mebibyte).found, "99 MiB are free where the data lives");
}

TEST(Doctor, WarnsOfAClockThatNobodyKeeps) {
    EXPECT_EQ(judge_clock(true).severity, Severity::ok);
    EXPECT_EQ(judge_clock(false).severity, Severity::warning);
}

TEST(Doctor, CountsTheFilesThatConnectionsNeed) {
    EXPECT_EQ(judge_open_files(10'512, 10'000).severity, Severity::ok);
    const auto few = judge_open_files(1024, 10'000);
    EXPECT_EQ(few.severity, Severity::warning);
    EXPECT_EQ(few.way_out, "Set LimitNOFILE=10512 for the service, or lower listen.max_connections");
}

TEST(Doctor, WarnsOfPlainHttpThatOthersReach) {
    struct Case {
        std::string_view address;
        std::string_view public_url;
        bool is_proxy_trusted;
        Severity severity;
    };
    const Case cases[] = {
        {"127.0.0.1", "", false, Severity::ok},
        {"::1", "https://burner.example", true, Severity::ok},
        {"127.0.0.1", "https://burner.example", false, Severity::warning},
        {"0.0.0.0", "https://burner.example", true, Severity::warning},
        {"192.0.2.7", "", false, Severity::warning},
    };
    for (const auto& each : cases) {
        Settings settings;
        settings.listen_address = each.address;
        settings.public_url = each.public_url;
        if (each.is_proxy_trusted) settings.trusted_proxies = {*base::parse_ip_network("127.0.0.1")};
        EXPECT_EQ(judge_address(settings).severity, each.severity) << each.address << ' ' << each.public_url;
    }
}

TEST(Doctor, SaysWhichChainAnRpcIsOf) {
    const base::UnixTime now{1'775'736'600s};
    ChainFacts facts{.version = "3.1.4",
                     .genesis = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
                     .slot = 7,
                     .time = now - 60s,
                     .rent = solana::Rent{.lamports_per_byte = 6960},
                     .takes_v1 = true};
    EXPECT_EQ(judge_chain("rpc.example", facts, now),
              (Finding{"rpc", Severity::ok,
                       "rpc.example: mainnet-beta, version 3.1.4, slot 7; an empty token account gives back "
                       "0.002039280 SOL; takes transactions of version 1",
                       ""}));
    facts.time = now - 61s;
    EXPECT_EQ(judge_chain("rpc.example", facts, now).severity, Severity::warning);
    EXPECT_THAT(judge_chain("rpc.example", facts, now).found, testing::EndsWith("61 s behind this machine's clock"));
    facts.time = now + 90s;
    EXPECT_THAT(judge_chain("rpc.example", facts, now).found, testing::EndsWith("90 s ahead of this machine's clock"));
    facts.rent.reset();
    EXPECT_EQ(judge_chain("rpc.example", facts, now).severity, Severity::error);
}

TEST(Doctor, KnowsNoNameForOtherClusters) {
    EXPECT_EQ(cluster_name("EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"), "devnet");
    EXPECT_EQ(cluster_name("11111111111111111111111111111111"), "a cluster of its own");
}

class DoctorOfFiles : public testing::Test {
  protected:
    fs::path file(std::string_view name, unsigned mode) {
        const fs::path path = folder_.path() / name;
        std::ofstream{path} << "x";
        EXPECT_EQ(::chmod(path.c_str(), mode), 0);
        return path;
    }
    Finding only_finding() const {
        const auto findings = check_directory(folder_.path());
        EXPECT_EQ(findings.size(), 1u);
        return findings.empty() ? Finding{} : findings.front();
    }

    fakes::TemporaryFolder folder_;
};

TEST_F(DoctorOfFiles, IsContentWithWhatTheServerMakes) {
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0700), 0);
    file("burner.db", 0600);
    EXPECT_EQ(only_finding().severity, Severity::ok);
}

TEST_F(DoctorOfFiles, NamesWhatIsOpenToOthers) {
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0700), 0);
    const auto database = file("burner.db", 0640);
    EXPECT_EQ(only_finding(), (Finding{"directory", Severity::warning, database.string() + ": other users can read it",
                                       "Run `chmod go-rwx " + database.string() + "`"}));
    fs::remove(database);
    file("server.secret", 0640);
    EXPECT_EQ(only_finding().severity, Severity::error);
    fs::remove(folder_.path() / "server.secret");
    const auto log = file("audit.jsonl", 0620);
    EXPECT_THAT(check_directory(folder_.path()).front().found,
                testing::StartsWith(log.string() + ": other users can write"));
}

TEST_F(DoctorOfFiles, NamesWhatTheServiceCannotUse) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root, who can make files of others";
    constexpr uid_t nobody = 65'534;
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0700), 0);
    ASSERT_EQ(::chown(folder_.path().c_str(), nobody, nobody), 0);
    const auto log = file("audit.jsonl", 0600);
    const auto finding = only_finding();
    EXPECT_EQ(finding.severity, Severity::error);
    EXPECT_EQ(finding.found, log.string() + ": it belongs to root, and the directory to nobody");
    EXPECT_EQ(finding.way_out, "Run `chown nobody " + log.string() + "`");
}

TEST_F(DoctorOfFiles, SaysThatThereIsNoDirectoryYetAndMakesNone) {
    const auto missing = folder_.path() / "data";
    EXPECT_EQ(check_directory(missing).front().severity, Severity::warning);
    EXPECT_FALSE(fs::exists(missing));
}

TEST_F(DoctorOfFiles, LooksIntoTheDatabase) {
    Settings settings;
    settings.data_directory = folder_.path();
    EXPECT_EQ(check_storage(settings).front().severity, Severity::ok);
    EXPECT_FALSE(fs::exists(folder_.path() / "burner.db"));
    file("burner.db", 0600);
    EXPECT_EQ(check_storage(settings).front().severity, Severity::error);
}

}  // namespace
}  // namespace burner::app
