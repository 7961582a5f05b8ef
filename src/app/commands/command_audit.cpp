#include "app/commands/command_audit.hpp"

#include <array>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "app/node_name.hpp"
#include "app/open_database.hpp"

namespace burner::app {

namespace {

/// Returns who logged in, which the kernel keeps through sudo too, or without a login who runs the command.
uid_t login_user() {
    constexpr auto nobody_logged_in = static_cast<uid_t>(-1);
    uid_t user = nobody_logged_in;
    std::ifstream{"/proc/self/loginuid"} >> user;
    return user == nobody_logged_in ? ::getuid() : user;
}

std::string name_of(uid_t user) {
    std::array<char, 4096> text{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, text.data(), text.size(), &found) == 0 && found != nullptr) return entry.pw_name;
    return fmt::to_string(user);
}

}  // namespace

CommandAudit::CommandAudit(const Settings& settings) {
    if (!settings.audit_enabled) return;
    try {
        log_ = std::make_unique<audit::AuditLog>(
            audit::AuditLogSettings{.directory = settings.data_directory, .max_bytes = settings.audit_max_bytes},
            clock_);
    } catch (const std::runtime_error& reason) {
        fault_ = reason.what();
    }
    if (settings.storage_url) prepare_shipping(settings);
    user_ = name_of(login_user());
    host_ = host_name();
}

void CommandAudit::prepare_shipping(const Settings& settings) {
    try {
        database_ = open_database(settings);
        chain_store_ = std::make_unique<storage::PostgresChainStore>(*database_);
        shipper_ = std::make_unique<audit::Shipper>(settings.data_directory, node_name(settings), *chain_store_);
    } catch (const std::runtime_error& reason) {
        no_database_ = reason.what();
    }
}

void CommandAudit::must_work() {
    if (!fault_.empty()) throw std::runtime_error(fault_);
    if (const auto shipped = ship(); !shipped)
        throw std::runtime_error(
            fmt::format("nothing was changed: the audit log cannot be shipped: {}", shipped.error()));
}

/// Brings the log into the database of many nodes, where there is one.
audit::Shipper::Outcome CommandAudit::ship() {
    if (!no_database_.empty()) return std::unexpected(no_database_);
    if (!shipper_) return {};
    auto shipped = shipper_->ship();
    return shipped ? shipper_->anchor() : shipped;
}

void CommandAudit::record(const Change& change) {
    constexpr std::string_view not_written = "the change was made, but could not be written to the audit log";
    if (!fault_.empty()) throw std::runtime_error(fmt::format("{}: {}", not_written, fault_));
    if (!log_) return;
    const auto recorded = log_->record({.action = change.action,
                                        .time = clock_.now(),
                                        .actor = {audit::Actor::Kind::user, user_},
                                        .project = change.project,
                                        .subject = change.subject,
                                        .from = host_,
                                        .detail = change.detail});
    if (!recorded) throw std::runtime_error(fmt::format("{}: {}", not_written, log_->fault()));
    if (const auto shipped = ship(); !shipped)
        throw std::runtime_error(
            fmt::format("the change was made, but its audit event is not in the database yet: {}\n"
                        "The next command or server that uses this data directory ships it",
                        shipped.error()));
}

}  // namespace burner::app
