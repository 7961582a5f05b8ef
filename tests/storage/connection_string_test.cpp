#include "storage/postgres/connection_string.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace burner::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

ConnectionString parse(std::string_view text) {
    return ConnectionString::parse(text).value();
}

std::string mistake_of(std::string_view text) {
    return ConnectionString::parse(text).error().message;
}

/// Returns the value of a keyword for a host, the last one given, as libpq takes it.
std::string value_of(const ConnectionString::Parameters& parameters, std::string_view keyword) {
    const auto found = std::ranges::find(parameters.rbegin(), parameters.rend(), keyword,
                                         &ConnectionString::Parameters::value_type::first);
    return found == parameters.rend() ? "" : found->second;
}

TEST(ConnectionStringTest, ShowsEverythingButThePassword) {
    EXPECT_EQ(parse("postgresql://burner:p%40ss@db.example:5433/burner?sslmode=verify-full").shown(),
              "user=burner password=*** dbname=burner host=db.example port=5433 sslmode=verify-full");
    const auto keywords = parse("host='/tmp/a b' password='it\\'s' sslpassword=other dbname=burner");
    EXPECT_THAT(keywords.shown(), Not(HasSubstr("it")));
    EXPECT_THAT(keywords.shown(), Not(HasSubstr("other")));
    EXPECT_THAT(keywords.shown(), HasSubstr("host='/tmp/a b'"));
    EXPECT_EQ(parse(keywords.shown()).shown(), keywords.shown());
}

TEST(ConnectionStringTest, ShowsWhatHasNoPasswordAsItIsWritten) {
    EXPECT_EQ(parse("postgresql://burner@db.example/burner").shown(), "postgresql://burner@db.example/burner");
    EXPECT_EQ(shown_connection_string(""), "");
}

TEST(ConnectionStringTest, ShowsNothingOfWhatItCannotRead) {
    constexpr std::string_view wrong = "postgresql://burner:secret@db:[5432/burner?nonsense=1";
    EXPECT_THAT(mistake_of(wrong), Not(HasSubstr("secret")));
    EXPECT_EQ(shown_connection_string(wrong), "***");
    EXPECT_THAT(mistake_of("host=a password=two words"), Not(HasSubstr("words")));
}

TEST(ConnectionStringTest, NamesTheHostsInTheirOrder) {
    const auto hosts =
        parse("postgresql://burner@a:1,b:2,%2Frun%2Fpg:3/burner?target_session_attrs=read-write").hosts();
    ASSERT_EQ(hosts.size(), 3U);
    EXPECT_EQ(value_of(hosts[0], "host"), "a");
    EXPECT_EQ(value_of(hosts[1], "host"), "b");
    EXPECT_EQ(value_of(hosts[1], "port"), "2");
    EXPECT_EQ(value_of(hosts[2], "host"), "/run/pg");
    for (const auto& host : hosts) {
        EXPECT_EQ(value_of(host, "dbname"), "burner");
        EXPECT_EQ(value_of(host, "client_encoding"), "UTF8");
        EXPECT_EQ(value_of(host, "target_session_attrs"), "");  // each is asked whether it takes writes
    }
    const auto one_port = parse("host=a,b port=5433").hosts();
    EXPECT_EQ(value_of(one_port[1], "port"), "5433");
}

TEST(ConnectionStringTest, RefusesWhatItDoesNotKeepTo) {
    EXPECT_THAT(mistake_of("service=prod"), HasSubstr("service"));
    EXPECT_THAT(mistake_of("host=a target_session_attrs=standby"), HasSubstr("target_session_attrs"));
    EXPECT_THAT(mistake_of("host=a,b,c port=1,2"), HasSubstr("port"));
    EXPECT_THAT(mistake_of("host=a connect_timeout=0"), HasSubstr("connect_timeout"));
    EXPECT_THAT(mistake_of("host=a connect_timeout=3600"), HasSubstr("connect_timeout"));
}

TEST(ConnectionStringTest, TriesAHostForThreeSecondsUnlessToldOtherwise) {
    EXPECT_EQ(parse("host=a").connect_timeout(), std::chrono::seconds{3});
    EXPECT_EQ(parse("host=a connect_timeout=1").connect_timeout(), std::chrono::seconds{1});
}

TEST(ConnectionStringTest, KnowsAHostThatIsReachedWithoutVerification) {
    EXPECT_EQ(parse("host=db.example").unverified_host(), "db.example");
    EXPECT_EQ(parse("host=db.example sslmode=require").unverified_host(), "db.example");
    EXPECT_EQ(parse("host=db.example sslmode=verify-ca").unverified_host(), "db.example");
    EXPECT_EQ(parse("host=localhost,db.example").unverified_host(), "db.example");
    EXPECT_EQ(parse("host=localhost hostaddr=10.0.0.1").unverified_host(), "10.0.0.1");
    EXPECT_EQ(parse("host=db.example sslmode=verify-full").unverified_host(), std::nullopt);
    for (const auto* here : {"localhost", "127.0.0.1", "::1", "/var/run/postgresql", "@abstract"})
        EXPECT_EQ(parse(std::string{"host="} + here).unverified_host(), std::nullopt) << here;
    EXPECT_EQ(parse("postgresql://burner@/burner").unverified_host(), std::nullopt);
}

}  // namespace
}  // namespace burner::storage
