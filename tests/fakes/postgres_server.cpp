#include "fakes/postgres_server.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <libpq-fe.h>

#include "fakes/postgres_process.hpp"
#include "storage/postgres/migration.hpp"

namespace burner::fakes {

namespace {

constexpr const char* template_name = "burner_template";

}  // namespace

PostgresServer* PostgresServer::find() {
    static const auto server = find_postgres_programs().empty() ? nullptr : start();
    return server.get();
}

std::unique_ptr<PostgresServer> PostgresServer::start(const PostgresServer* primary) {
    const auto programs = find_postgres_programs();
    return std::make_unique<PostgresServer>(primary == nullptr
                                                ? std::make_unique<PostgresProcess>(programs)
                                                : std::make_unique<PostgresProcess>(programs, primary->folder()));
}

void PostgresServer::kill() {
    process_.reset();
}

PostgresServer::PostgresServer(std::unique_ptr<PostgresProcess> process) : process_(std::move(process)) {}

PostgresServer::~PostgresServer() = default;

const std::filesystem::path& PostgresServer::folder() const {
    return process_->folder();
}

std::string PostgresServer::address_of(std::string_view database) const {
    return "host=" + folder().string() + " user=burner dbname=" + std::string{database};
}

std::string PostgresServer::run(std::string_view database, const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{PQconnectdb(address_of(database).c_str()), PQfinish};
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result{PQexec(connection.get(), sql.c_str()), PQclear};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void PostgresServer::require_password(std::string_view role, std::string_view password) {
    run("postgres", "CREATE ROLE " + std::string{role} + " LOGIN PASSWORD '" + std::string{password} + "'");
    const auto file = folder() / "data" / "pg_hba.conf";
    std::stringstream rules;
    rules << std::ifstream{file}.rdbuf();
    std::ofstream{file} << "local all " << role << " scram-sha-256\n" << rules.str();  // the first that fits counts
    run("postgres", "SELECT pg_reload_conf()");
}

std::string PostgresServer::next_name() {
    return "burner_" + std::to_string(++databases_);
}

std::string PostgresServer::create_empty() {
    const std::string name = next_name();
    run("postgres", "CREATE DATABASE " + name);
    return address_of(name);
}

std::string PostgresServer::create_migrated() {
    if (!has_template_) migrate_template();
    const std::string name = next_name();
    run("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template_name);
    return address_of(name);
}

void PostgresServer::migrate_template() {
    run("postgres", std::string{"CREATE DATABASE "} + template_name);
    const auto address = storage::ConnectionString::parse(address_of(template_name)).value();
    const auto made = storage::migrate(address, {false, [](auto, const auto&) {}});
    if (!made) throw std::runtime_error(made.error().message);
    has_template_ = true;
}

}  // namespace burner::fakes
