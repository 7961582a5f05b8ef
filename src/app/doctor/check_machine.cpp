#include "app/doctor/check_machine.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "app/open_files.hpp"
#include "base/ip_address.hpp"

namespace burner::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t low_space = 1024 * mebibyte;
constexpr std::uint64_t too_little_space = 100 * mebibyte;

/// Returns the directory, or where it is not there yet, the one above it that is.
fs::path existing(fs::path directory) {
    std::error_code error;
    while (!fs::exists(directory, error) && directory.has_relative_path()) directory = directory.parent_path();
    return directory.empty() ? fs::path{"."} : directory;
}

Finding check_disk(const fs::path& directory) {
    struct statvfs about{};
    if (::statvfs(existing(directory).c_str(), &about) != 0)
        return {"disk", Severity::error, fmt::format("{} cannot be looked at", directory.string()),
                "Let data.directory name a place that this user can use"};
    return judge_disk(std::uint64_t{about.f_bavail} * about.f_frsize);
}

Finding check_clock() {
    timex state{};
    return judge_clock(::ntp_adjtime(&state) != TIME_ERROR);
}

Finding check_open_files(std::size_t connections) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return judge_open_files(limit.rlim_max, connections);
}

bool is_loopback(const std::string& address) {
    const auto parsed = base::parse_ip_address(address);
    return parsed && parsed->is_loopback();
}

}  // namespace

Finding judge_disk(std::uint64_t free_bytes) {
    const auto found = fmt::format("{} MiB are free where the data lives", free_bytes / mebibyte);
    const std::string way_out = "Make room: without it no session is minted and no submission is taken";
    if (free_bytes < too_little_space) return {"disk", Severity::error, found, way_out};
    if (free_bytes < low_space) return {"disk", Severity::warning, found, way_out};
    return {"disk", Severity::ok, found, {}};
}

Finding judge_clock(bool is_synchronised) {
    if (is_synchronised) return {"clock", Severity::ok, "it is synchronised", {}};
    return {"clock", Severity::warning, "the kernel does not know it to be synchronised",
            "Run `timedatectl set-ntp true`; in a container look at the host"};
}

Finding judge_open_files(std::uint64_t allowed, std::size_t connections) {
    const std::uint64_t needed = open_files_for(connections);
    const auto found = fmt::format("a process may have {} open, and listen.max_connections needs {}", allowed, needed);
    if (allowed >= needed) return {"open files", Severity::ok, found, {}};
    return {"open files", Severity::warning, found,
            fmt::format("Set LimitNOFILE={} for the service, or lower listen.max_connections", needed)};
}

Finding judge_address(const Settings& settings) {
    constexpr std::string_view subject = "address";
    const std::string address = fmt::format("{} port {}", settings.listen_address, settings.listen_port);
    if (!is_loopback(settings.listen_address))
        return {subject, Severity::warning,
                fmt::format("{} can be reached from other machines, in plain HTTP", address),
                "Let a proxy with TLS stand before it, and let nobody else reach the port"};
    if (settings.public_url.starts_with("https://") && settings.trusted_proxies.empty())
        return {subject, Severity::warning,
                fmt::format("{} is behind {}, but no proxy is trusted: all clients count as one address", address,
                            settings.public_url),
                "Let listen.trusted_proxies name the proxy"};
    return {subject, Severity::ok, fmt::format("{} can be reached from this machine alone", address), {}};
}

Findings check_machine(const Settings& settings) {
    return {check_disk(settings.data_directory), check_clock(), check_open_files(settings.max_connections),
            judge_address(settings)};
}

}  // namespace burner::app
