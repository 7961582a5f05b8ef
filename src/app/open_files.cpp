#include "app/open_files.hpp"

#include <algorithm>

#include <sys/resource.h>

namespace burner::app {

namespace {

/// The database, the logs, and the connections of all workers to upstreams, webhooks and the database.
constexpr std::uint64_t other_files = 512;

}  // namespace

std::uint64_t open_files_for(std::size_t connections) {
    return connections + other_files;
}

void allow_open_files(std::size_t connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const rlim_t wanted = std::min<rlim_t>(open_files_for(connections), limit.rlim_max);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace burner::app
