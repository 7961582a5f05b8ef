// What an operator reads when the server does not start on a PostgreSQL database, each against a real server.
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fakes/postgres_server.hpp"
#include "storage/postgres/database.hpp"
#include "storage/postgres/migration.hpp"
#include "storage/postgres/schema.hpp"

namespace burner::storage {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string refusal_of(std::string_view address) {
    const auto opened = PostgresDatabase::open(ConnectionString::parse(address).value(), {});
    return opened ? "opened" : opened.error().message;
}

class PostgresRefusals : public testing::Test {
  protected:
    void SetUp() override {
        if (server_ == nullptr) GTEST_SKIP() << fakes::PostgresServer::missing;
        address_ = server_->create_migrated();
        name_ = address_.substr(address_.rfind('=') + 1);
    }

    fakes::PostgresServer* server_ = fakes::PostgresServer::find();
    std::string address_;
    std::string name_;
};

/// A port of this machine. `answer` is sent to whoever connects; without one nobody is heard.
class Listener {
  public:
    explicit Listener(std::string answer = {}) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(socket_, 8);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        if (!answer.empty()) thread_ = std::jthread{[this, answer] { answer_once(answer); }};
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() {
        ::shutdown(socket_, SHUT_RDWR);
        ::close(socket_);
    }

    std::string address() const {
        return "host=127.0.0.1 sslmode=disable user=burner connect_timeout=1 port=" + std::to_string(port_);
    }

  private:
    void answer_once(const std::string& answer) const {
        const int client = ::accept(socket_, nullptr, nullptr);
        char startup[1024];
        if (::recv(client, startup, sizeof startup, 0) > 0) ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
        ::recv(client, startup, sizeof startup, 0);
        ::close(client);
    }

    int socket_;
    int port_ = 0;
    std::jthread thread_;
};

/// One message of PostgreSQL's protocol.
std::string message(char type, std::string_view body) {
    std::string out{type, 0, 0, 0, static_cast<char>(body.size() + 4)};
    return out.append(body);
}

TEST_F(PostgresRefusals, AServerThatIsNotThere) {
    std::string nowhere;
    {
        const Listener gone;
        nowhere = gone.address();
    }
    EXPECT_THAT(refusal_of(nowhere), AllOf(HasSubstr("storage.url host=127.0.0.1"), HasSubstr("cannot be reached"),
                                           HasSubstr("Connection refused"), HasSubstr("correct host and port")));
    EXPECT_THAT(refusal_of("host=/nowhere/at/all"), HasSubstr("cannot be reached"));
}

TEST_F(PostgresRefusals, AServerThatDoesNotAnswer) {
    const Listener silent;
    EXPECT_THAT(refusal_of(silent.address()), HasSubstr("cannot be reached: no answer within 1000 ms"));
}

TEST_F(PostgresRefusals, AnOldServer) {
    const Listener old{message('R', std::string_view{"\0\0\0\0", 4}) +
                       message('S', std::string_view{"server_version\0"
                                                     "14.9\0",
                                                     20}) +
                       message('Z', "I")};
    EXPECT_THAT(refusal_of(old.address()), HasSubstr("is PostgreSQL 14.9, and this server needs 15 or newer"));
}

TEST_F(PostgresRefusals, AWrongPassword) {
    server_->require_password("walled", "right");
    const std::string address = server_->address_of(name_) + " user=walled";
    EXPECT_THAT(refusal_of(address + " password=wrong"),
                AllOf(HasSubstr("refuses the login"), HasSubstr("walled"), HasSubstr("password=***"),
                      HasSubstr("correct user and password"), Not(HasSubstr("wrong"))));
    EXPECT_THAT(refusal_of(address), HasSubstr("refuses the login"));
    server_->run(name_, "GRANT ALL ON ALL TABLES IN SCHEMA public TO walled");
    EXPECT_EQ(refusal_of(address + " password=right"), "opened");
}

TEST_F(PostgresRefusals, ADatabaseThatDoesNotExist) {
    EXPECT_THAT(refusal_of(server_->address_of("nowhere")),
                AllOf(HasSubstr("\"nowhere\" does not exist"), HasSubstr("createdb")));
}

TEST_F(PostgresRefusals, AServerThatTakesNoWrites) {
    server_->run(name_, "ALTER DATABASE " + name_ + " SET default_transaction_read_only = on");
    EXPECT_THAT(refusal_of(address_), AllOf(HasSubstr("takes no writes"), HasSubstr("name the primary")));
}

TEST_F(PostgresRefusals, TheNextHostIsTriedWhereOneIsNotThere) {
    const auto folder = server_->folder().string();
    EXPECT_EQ(refusal_of("host=/nowhere,127.0.0.1," + folder + " port=1,1,5432 user=burner dbname=" + name_), "opened");
}

TEST_F(PostgresRefusals, ADatabaseWithoutTables) {
    EXPECT_THAT(refusal_of(server_->create_empty()), HasSubstr("the database has no tables yet; run `burner migrate`"));
}

TEST_F(PostgresRefusals, ADatabaseOfAnOlderVersion) {
    server_->run(name_, "DELETE FROM schema_steps WHERE number = 1");
    EXPECT_THAT(refusal_of(address_), HasSubstr("lacks 1 steps of this version; run `burner migrate`"));
}

TEST_F(PostgresRefusals, ADatabaseThatWasContractedForANewerVersion) {
    server_->run(name_, "INSERT INTO schema_steps (number, name, is_contraction) VALUES (900, 'more', false)");
    EXPECT_EQ(refusal_of(address_), "opened");  // a newer version has only added to it
    server_->run(name_, "INSERT INTO schema_steps (number, name, is_contraction) VALUES (901, 'less', true)");
    EXPECT_THAT(refusal_of(address_), HasSubstr("changed for a newer version"));
}

TEST_F(PostgresRefusals, ADatabaseOfAnotherEncoding) {
    server_->run("postgres",
                 "CREATE DATABASE latin ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
    EXPECT_THAT(refusal_of(server_->address_of("latin")), HasSubstr("has the encoding LATIN1; create one with"));
}

TEST_F(PostgresRefusals, MigratingMakesEachStepOnce) {
    const auto address = ConnectionString::parse(server_->create_empty()).value();
    std::vector<std::size_t> numbers;
    const Migration all{false, [&](std::size_t number, const SchemaStep&) { numbers.push_back(number); }};
    EXPECT_EQ(migrate(address, all).value(), schema_steps().size());
    EXPECT_EQ(numbers.size(), schema_steps().size());
    EXPECT_EQ(numbers.front(), 1U);
    EXPECT_EQ(migrate(address, all).value(), 0U);
}

TEST_F(PostgresRefusals, SeveralMigrateAtATime) {
    const auto address = ConnectionString::parse(server_->create_empty()).value();
    std::atomic<std::size_t> made = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { made += migrate(address, {false, [](auto, const auto&) {}}).value(); });
    threads.clear();
    EXPECT_EQ(made, schema_steps().size());
}

TEST_F(PostgresRefusals, AFailedStepLeavesTheOnesBefore) {
    const std::vector<SchemaStep> steps{
        {"good", false, {"CREATE TABLE good (a bigint)"}},
        {"bad", false, {"CREATE TABLE bad (a bigint)", "CREATE TABLE good (a bigint)"}}};
    const std::string address = server_->create_empty();
    PostgresPool pool{ConnectionString::parse(address).value(), {}};
    const auto session = pool.open().value();
    std::size_t made = 0;
    const auto failed = make_steps(*session, {steps, false, [&](auto, const auto&) { ++made; }});
    EXPECT_THAT(failed.error().message, AllOf(HasSubstr("step 2, bad"), HasSubstr("already exists")));
    EXPECT_EQ(made, 1U);
    EXPECT_EQ(server_->run(address.substr(address.rfind('=') + 1), "SELECT to_regclass('bad') IS NULL"), "t");
}

TEST_F(PostgresRefusals, AContractionIsMadeOnlyWhenItIsAskedFor) {
    const std::vector<SchemaStep> steps{{"add", false, {"CREATE TABLE old (a bigint)"}},
                                        {"take away", true, {"DROP TABLE old"}},
                                        {"add more", false, {"CREATE TABLE more (a bigint)"}}};
    const std::string address = server_->create_empty();
    PostgresPool pool{ConnectionString::parse(address).value(), {}};
    const auto session = pool.open().value();
    const auto ignore = [](auto, const auto&) {};
    EXPECT_EQ(make_steps(*session, {steps, false, ignore}).value(), 2U);
    EXPECT_TRUE(check_schema(*session, steps));
    EXPECT_EQ(make_steps(*session, {steps, true, ignore}).value(), 1U);
    EXPECT_TRUE(check_schema(*session, steps));
    EXPECT_FALSE(check_schema(*session, std::span{steps}.first(1)));
}

}  // namespace
}  // namespace burner::storage
