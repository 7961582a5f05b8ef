#include "app/settings.hpp"

#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

template <class Read>
auto with_environment(std::vector<std::string> entries, Read read) {
    std::vector<char*> pointers;
    for (auto& entry : entries) pointers.push_back(entry.data());
    pointers.push_back(nullptr);
    return read(pointers.data());
}

std::vector<SettingValue> environment(std::vector<std::string> entries) {
    return with_environment(std::move(entries), read_environment);
}

class SettingsFile : public testing::Test {
  protected:
    std::vector<SettingValue> read(std::string_view text) {
        std::ofstream{path()} << text;
        return read_settings_file(path());
    }
    std::filesystem::path path() const { return folder_.path() / "burner.toml"; }

    fakes::TemporaryFolder folder_;
};

TEST(SettingRows, AreNamedOnceAndExplained) {
    std::set<std::string_view> keys;
    std::set<std::string> names;
    std::set<std::string> flags;
    for (const auto& row : setting_rows()) {
        keys.insert(row.key);
        names.insert(environment_name(row.key));
        flags.insert(flag_name(row.key));
        EXPECT_GT(row.help.size(), 10U) << row.key;
        EXPECT_TRUE(!row.default_value.empty() || row.help.contains("; empty: ")) << row.key;
        EXPECT_THAT(std::string{row.key}, testing::MatchesRegex("[a-z]+[.][a-z_]+"));
    }
    EXPECT_EQ(keys.size(), setting_rows().size());
    EXPECT_EQ(names.size(), keys.size());
    EXPECT_EQ(flags.size(), keys.size());
}

TEST(SettingRows, HaveValidDefaults) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, {}), IsEmpty());
    EXPECT_EQ(settings.listen_address, "127.0.0.1");
    EXPECT_EQ(settings.listen_port, 8080);
    EXPECT_EQ(settings.default_tier, "inferno");
    EXPECT_EQ(settings.session_algorithm, access::JwsAlgorithm::hs256);
    EXPECT_EQ(settings.session_clock_skew.count(), 0);
    EXPECT_EQ(settings.tiers, (std::vector<limits::Tier>{{"spark", 30, 10'000},
                                                         {"flame", 120, 100'000},
                                                         {"blaze", 300, 500'000},
                                                         {"inferno", 600, limits::unlimited}}));
}

TEST(SettingRows, AreCalledTheSameEverywhere) {
    EXPECT_EQ(environment_name("rpc.max_answer_bytes"), "BURNER_RPC_MAX_ANSWER_BYTES");
    EXPECT_EQ(flag_name("rpc.max_answer_bytes"), "--rpc-max-answer-bytes");
}

TEST(ApplySettings, TakesTheLastValueOfEach) {
    Settings settings;
    const std::vector<SettingValue> values{{"listen.port", "1", "burner.toml line 1"},
                                           {"listen.threads", "2", "burner.toml line 2"},
                                           {"listen.port", "2", "BURNER_LISTEN_PORT"},
                                           {"listen.port", "3", "--listen-port"}};
    EXPECT_THAT(apply_settings(settings, values), IsEmpty());
    EXPECT_EQ(settings.listen_port, 3);
    EXPECT_EQ(settings.listen_threads, 2U);
}

TEST(ApplySettings, ReportsEveryMistakeAtOnceWithItsOrigin) {
    Settings settings;
    const auto mistakes = apply_settings(settings, {{"listen.port", "65536", "--listen-port"},
                                                    {"listen.prot", "1", "burner.toml line 3"},
                                                    {"log.level", "loud", "BURNER_LOG_LEVEL"}});
    EXPECT_THAT(mistakes,
                ElementsAre("burner.toml line 3: there is no setting `listen.prot`",
                            "--listen-port: listen.port must be a whole number from 0 to 65535, not `65536`",
                            "BURNER_LOG_LEVEL: log.level must be one of debug, info, warn, error, not `loud`"));
}

TEST(ApplySettings, RefusesWhatNoRowTakes) {
    const std::pair<std::string, std::vector<std::string>> rows[] = {
        {"listen.address", {""}},
        {"listen.port", {"", "-1", "65536", "80a", " 80", "0x50", "1e3", "8080.0"}},
        {"listen.threads", {"0", "257"}},
        {"listen.max_connections", {"0"}},
        {"listen.max_unsent_bytes", {"", "1048575", "1099511627777"}},
        {"listen.trusted_proxies",
         {"proxy.example", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/8, 192.0.2.1", "10.0.0.0/8,,192.0.2.1", "::1/129"}},
        {"data.directory", {""}},
        {"rpc.url", {"", "example.com", "ftp://example.com", "http://a,,http://b", "http://a,b", "ws://a"}},
        {"das.url", {"example.com", "http://a,,http://b", "ws://a"}},
        {"photon.url", {"off"}},
        {"prices.url", {"api.jup.ag", "https://a, https://b"}},
        {"prices.api_key", {"two words", "line\nfeed", "caf\xc3\xa9"}},
        {"prices.ttl_seconds", {"", "0", "86401"}},
        {"rpc.call_timeout_ms", {"0", "300001", "99999999999999999999"}},
        {"rpc.max_answer_bytes", {"1023"}},
        {"sessions.algorithm", {"", "none", "hs256", "RS256"}},
        {"sessions.issuer", {""}},
        {"sessions.clock_skew_seconds", {"31", "-1"}},
        {"limits.default_tier", {"", "gold"}},
        {"limits.spark",
         {"", "30", "30/minute", "30/month,10/minute", "0/minute,1/month", "-1/minute,1/month",
          "4294967295/minute,1/month", "1/minute,1/month,1/year", "x/minute,1/month"}},
        {"fees.priority_cap", {"-1", "9223372036854775808"}},
        {"discovery.cache_ms", {"60001"}},
        {"webhooks.allow_private", {"", "yes", "1", "TRUE"}},
        {"page.url", {"burn.example", "https://burn.example/page", "ftp://burn.example", "https://"}},
        {"page.explorer", {"explorer.example", "http://explorer.example", "https://explorer.example/?a"}},
        {"page.mints_per_minute", {"0", "1000001"}},
        {"page.images", {"", "yes"}},
        {"log.format", {"xml"}},
    };
    for (const auto& [key, values] : rows) {
        for (const auto& value : values) {
            Settings settings;
            const auto mistakes = apply_settings(settings, {{key, value, "here"}});
            ASSERT_EQ(mistakes.size(), 1U) << key << " = " << value;
            EXPECT_THAT(mistakes[0], HasSubstr("here: " + key + " "));
        }
    }
}

TEST(ApplySettings, TakesUnlimitedTiersAndSeveralUrls) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, {{"limits.spark", "unlimited/minute,unlimited/month", ""},
                                          {"rpc.url", "https://a.example/x,http://b.example", ""}}),
                IsEmpty());
    EXPECT_EQ(settings.tiers[0], (limits::Tier{"spark", limits::unlimited, limits::unlimited}));
    EXPECT_THAT(settings.rpc_urls, ElementsAre("https://a.example/x", "http://b.example"));
}

TEST(ApplySettings, TakesAddressesAndNetworksOfProxies) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, {{"listen.trusted_proxies", "192.0.2.1,10.0.0.0/8,2001:db8::/32", ""}}),
                IsEmpty());
    ASSERT_EQ(settings.trusted_proxies.size(), 3U);
    EXPECT_EQ(settings.trusted_proxies[0].bits, 128U);
    EXPECT_EQ(settings.trusted_proxies[1].bits, 96U + 8U);
    EXPECT_EQ(settings.trusted_proxies[2].bits, 32U);
    EXPECT_THAT(apply_settings(settings, {}), IsEmpty());
    EXPECT_THAT(settings.trusted_proxies, IsEmpty());
}

TEST(ApplySettings, AsksTheRpcForWhatHasNoIndexerOfItsOwn) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, {{"photon.url", "https://photon.example", ""},
                                          {"rpc.url", "https://a.example,https://b.example", ""}}),
                IsEmpty());
    EXPECT_THAT(settings.das_urls, ElementsAre("https://a.example", "https://b.example"));
    EXPECT_THAT(settings.photon_urls, ElementsAre("https://photon.example"));
    EXPECT_THAT(settings.price_urls, IsEmpty());
}

TEST(ApplySettings, NeverRepeatsASecretInAMistake) {
    for (const std::string key : {"rpc.url", "das.url", "photon.url", "prices.url", "prices.api_key"}) {
        Settings settings;
        const auto mistakes = apply_settings(settings, {{key, "example.com/?key= hunter2", "here"}});
        ASSERT_EQ(mistakes.size(), 1U) << key;
        EXPECT_THAT(mistakes[0], Not(HasSubstr("hunter2")));
    }
}

TEST(Environment, IsReadByTheNamesOfTheRows) {
    const auto values = environment({"PATH=/bin", "BURNER_LISTEN_PORT=1", "BURNER_RPC_URL=http://a?x=y", "BURNER_",
                                     "BURNER_LOG_LEVEL=", "XBURNER_LISTEN_PORT=2"});
    ASSERT_EQ(values.size(), 3U);
    EXPECT_EQ(values[0].key, "listen.port");
    EXPECT_EQ(values[0].value, "1");
    EXPECT_EQ(values[0].origin, "BURNER_LISTEN_PORT");
    EXPECT_EQ(values[1].value, "http://a?x=y");
    EXPECT_EQ(values[2].value, "");
}

TEST(Environment, WithAnUnknownNameIsAMistake) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, environment({"BURNER_LISTEN_PROT=1"})),
                ElementsAre("BURNER_LISTEN_PROT: there is no setting `BURNER_LISTEN_PROT`"));
    EXPECT_THAT(environment({"BURNER_CONFIG=x", "BURNER_API_KEY=x", "BURNER_VECTORS=x", "BURNER_PROGRAMS=x"}),
                IsEmpty());
}

/// What Kubernetes sets beside a Service named burner, and beside one named burner-api with a named port.
TEST(Environment, OfKubernetesIsIgnored) {
    const std::vector<std::string> set{
        "BURNER_SERVICE_HOST=10.96.0.11",       "BURNER_SERVICE_PORT=8080",
        "BURNER_PORT=tcp://10.96.0.11:8080",    "BURNER_PORT_8080_TCP=tcp://10.96.0.11:8080",
        "BURNER_PORT_8080_TCP_PROTO=tcp",       "BURNER_PORT_8080_TCP_PORT=8080",
        "BURNER_PORT_8080_TCP_ADDR=10.96.0.11", "BURNER_API_SERVICE_HOST=fd00::11",
        "BURNER_API_SERVICE_PORT_HTTP=8080",    "BURNER_API_PORT=tcp://[fd00::11]:8080"};
    EXPECT_THAT(environment(set), IsEmpty());
    std::vector<std::string> names;
    for (const auto& entry : set) names.push_back(entry.substr(0, entry.find('=')));
    EXPECT_EQ(with_environment(set, ignored_variables), names);
}

TEST(Environment, ThatOnlyResemblesKubernetesIsAMistake) {
    for (const auto* entry :
         {"BURNER_PORT=8080", "BURNER_PORT=", "BURNER_PORT=http://10.0.0.1:80", "BURNER_SERVICE_HOST=burner.example",
          "BURNER_HOST=10.0.0.1", "BURNER_PORT_TCP=tcp://10.0.0.1:80", "BURNER_PORT_8080_TCP_PROTO=8080"}) {
        EXPECT_THAT(environment({entry}), testing::SizeIs(1)) << entry;
        EXPECT_THAT(with_environment({entry}, ignored_variables), IsEmpty()) << entry;
    }
    EXPECT_THAT(environment({"BURNER_LISTEN_PORT=tcp://10.0.0.1:80"}), testing::SizeIs(1));
}

TEST_F(SettingsFile, TellsWhetherASecretIsInIt) {
    EXPECT_FALSE(have_secrets(read("listen.port = 1\nrpc.url = \"http://rpc.example\"\n")));
    EXPECT_TRUE(have_secrets(read("prices.api_key = \"x\"\n")));
    EXPECT_TRUE(have_secrets(read("rpc.url = \"https://rpc.example/?key=x\"\n")));
}

TEST_F(SettingsFile, IsReadWithTheLineOfEachKey) {
    const auto values = read("[listen]\nport = 9000\n\n[rpc]\nurl = [\"http://a\", \"http://b\"]\n");
    ASSERT_EQ(values.size(), 2U);
    EXPECT_EQ(values[0].key, "listen.port");
    EXPECT_EQ(values[0].value, "9000");
    EXPECT_EQ(values[0].origin, path().string() + " line 2");
    EXPECT_EQ(values[1].key, "rpc.url");
    EXPECT_EQ(values[1].value, "http://a,http://b");
}

TEST_F(SettingsFile, ThatCannotBeReadIsRefusedWithItsLine) {
    const auto reason = [&](std::string_view text) -> std::string {
        try {
            read(text);
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "not refused";
    };
    EXPECT_THAT(reason("[listen]\nport = \n"), HasSubstr(path().string() + " line 2: "));
    EXPECT_THAT(reason("listen.port = 1\nlisten.port = 2\n"), HasSubstr("line 2: "));
    EXPECT_THAT(reason("[listen]\nport = 1.5\n"), HasSubstr("line 2: listen.port must be"));
    EXPECT_THROW(read_settings_file(folder_.path() / "missing.toml"), std::runtime_error);
}

TEST_F(SettingsFile, WithAnUnknownKeyIsAMistake) {
    Settings settings;
    EXPECT_THAT(apply_settings(settings, read("[listen.deep]\nport = 1\n")),
                ElementsAre(path().string() + " line 2: there is no setting `listen.deep.port`"));
}

/// What `--print-config` prints is a settings file that says the same.
TEST_F(SettingsFile, RoundTripsThroughPrinting) {
    const std::vector<SettingValue> given{{"data.directory", R"(/tmp/a "quoted" \ path)", "BURNER_DATA_DIRECTORY"},
                                          {"listen.port", "9", "--listen-port"}};
    const std::string printed = print_settings(given);
    EXPECT_THAT(printed, HasSubstr("(--listen-port)\nlisten.port = \"9\"\n"));
    EXPECT_THAT(printed, HasSubstr("(default)\nlisten.address = \"127.0.0.1\"\n"));
    const auto values = read(printed);
    EXPECT_EQ(values.size(), setting_rows().size());
    Settings settings;
    EXPECT_THAT(apply_settings(settings, values), IsEmpty());
    EXPECT_EQ(settings.data_directory, R"(/tmp/a "quoted" \ path)");
    EXPECT_EQ(settings.listen_port, 9);
}

TEST(PrintSettings, HidesKeysAltogether) {
    const std::string printed = print_settings({{"prices.api_key", "hunter2", "BURNER_PRICES_API_KEY"}});
    EXPECT_THAT(printed, HasSubstr("(BURNER_PRICES_API_KEY)\nprices.api_key = \"***\"\n"));
    EXPECT_THAT(print_settings({}), HasSubstr("(default)\nprices.api_key = \"\"\n"));
    EXPECT_THAT(print_settings({{"das.url", "https://das.example/?key=hunter2", ""}}),
                HasSubstr("das.url = \"https://das.example/***\"\n"));
}

TEST(PrintSettings, HidesWhatOpensAnAccountAtAProvider) {
    const std::pair<std::string, std::string> rows[] = {
        {"https://rpc.example", "https://rpc.example"},
        {"https://rpc.example/", "https://rpc.example"},
        {"https://rpc.example:8899/v2/hunter2", "https://rpc.example:8899/***"},
        {"https://rpc.example/?api-key=hunter2", "https://rpc.example/***"},
        {"https://rpc.example?api-key=hunter2", "https://rpc.example/***"},
        {"https://rpc.example#hunter2", "https://rpc.example/***"},
        {"https://user:hunter2@rpc.example", "https://***@rpc.example"},
        {"https://hunter2@rpc.example/x", "https://***@rpc.example/***"},
        {"https://user:hun@ter2@rpc.example", "https://***@rpc.example"},
        {"https://a.example/hunter2,http://user:hunter2@b.example:1/hunter2",
         "https://a.example/***,http://***@b.example:1/***"},
    };
    for (const auto& [url, shown] : rows) {
        const std::string printed = print_settings({{"rpc.url", url, "BURNER_RPC_URL"}});
        EXPECT_THAT(printed, HasSubstr("(BURNER_RPC_URL)\nrpc.url = \"" + shown + "\"\n")) << url;
        for (const auto* part : {"hunter2", "hun", "ter2"}) EXPECT_THAT(printed, Not(HasSubstr(part))) << url;
    }
}

}  // namespace
}  // namespace burner::app
