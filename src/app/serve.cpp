#include "app/serve.hpp"

#include <condition_variable>
#include <csignal>
#include <mutex>

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include "app/data_directory.hpp"
#include "app/private_memory.hpp"
#include "base/log.hpp"
#include "pages/page_files.hpp"

namespace burner::app {

namespace {

/// This process learns of a change made by another one (a revocation by the command line) at most this late.
constexpr std::chrono::milliseconds refresh_interval{250};
constexpr std::chrono::minutes prune_interval{10};

/// Makes malloc give large memory back. By itself glibc keeps twice the largest block that was freed, for ever: 40 MB
/// after one list of 100,000 accounts. What most lists take stays with the process, which need not ask for it again.
void release_large_memory() {
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 12 << 20);
}

/// Blocks the stop signals, so that they go to the thread that waits for them, not to workers.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Warns of projects that protect by value while no prices are known: every burn of their tokens is refused.
void warn_of_values_without_prices(const Settings& settings, const access::KeyRing& keys) {
    if (!settings.price_urls.empty()) return;
    for (const auto& project : keys.projects()) {
        if (!project.protection.above_usd) continue;
        base::log(base::LogLevel::warn,
                  fmt::format("project {} protects by value and prices.url is not set: burns of its tokens are refused",
                              project.id));
    }
}

/// Returns the origins at which a browser of this machine finds the server.
std::vector<std::string> origins_of_listener(const std::string& url, std::uint16_t port) {
    return {url, fmt::format("http://localhost:{}", port)};
}

void warn_of_missing_page(const Settings& settings, const access::KeyRing& keys) {
    if (settings.page_key.empty()) return;
    if (!pages::has_pages(pages::Site::reclaim))
        base::log(
            base::LogLevel::warn,
            "page.key is set, and this build has no pages: build web (npm ci && npm run build), then this program");
    if (keys.find_key(settings.page_key) == nullptr)
        base::log(base::LogLevel::warn, "page.key names no API key: the page gets no sessions until there is one",
                  {{"key", settings.page_key}});
}

void warn_of_plain_storage(const Settings& settings) {
    const auto host = settings.storage_url ? settings.storage_url->unverified_host() : std::nullopt;
    if (!host) return;
    base::log(base::LogLevel::warn, "storage.allow_plain: the connection to the database is not verified",
              {{"host", *host}});
}

}  // namespace

RunningServer::RunningServer(const Settings& settings) : settings_(settings), state_(settings_) {
    http::Listen listen{.address = settings_.listen_address,
                        .port = settings_.listen_port,
                        .trusted_proxies = settings_.trusted_proxies};
    for (unsigned i = 0; i < settings_.listen_threads; ++i) {
        workers_.push_back(std::make_unique<Worker>(state_, settings_, listen));
        listen.port = workers_.front()->port();
        listen.join = true;
    }
    warn_of_values_without_prices(settings_, state_.keys);
    warn_of_plain_storage(settings_);
    warn_of_missing_page(settings_, state_.keys);
    if (!settings_.page_origin) state_.page.origins = origins_of_listener(url(), workers_.front()->port());
    workers_.front()->track_submissions();
    workers_.front()->measure_blocks();
    if (settings_.submissions_verify) workers_.front()->watch_promises();
    workers_.front()->watch_sponsors();
    workers_.front()->deliver_webhooks();
    for (auto& worker : workers_) worker->start();
    freshness_ = std::jthread{[this](const std::stop_token& stop) { keep_fresh(stop); }};
    malloc_trim(0);  // reading the settings and the API's document in pieces would leave megabytes
}

RunningServer::~RunningServer() {
    std::vector<std::jthread> draining;
    for (auto& worker : workers_) draining.emplace_back([&worker] { worker->stop(); });
    draining.clear();
    freshness_.request_stop();
    freshness_.join();
    state_.close();
}

void RunningServer::linger() {
    state_.hindrances.set(nodes::Hindrances::Of::stopping, "This node is stopping");
    if (settings_.storage_url) std::this_thread::sleep_for(settings_.linger);
}

std::string RunningServer::url() const {
    const bool is_v6 = settings_.listen_address.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}", is_v6 ? "[" : "", settings_.listen_address, is_v6 ? "]" : "",
                       workers_.front()->port());
}

void RunningServer::keep_fresh(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    auto next_prune = std::chrono::steady_clock::now();
    std::unique_lock lock{mutex};
    while (!stop.stop_requested()) {
        wake.wait_for(lock, stop, refresh_interval, [] { return false; });
        state_.refresh();
        state_.count_audit_events();
        if (std::chrono::steady_clock::now() < next_prune) continue;
        state_.prune();
        state_.log_audit_head();
        next_prune += prune_interval;
    }
}

int serve(const Settings& settings, const std::vector<std::string>& warnings) {
    keep_memory_private();  // signing keys, server.secret, API keys on their way to being hashed
    release_large_memory();
    const sigset_t signals = block_stop_signals();
    std::signal(SIGPIPE, SIG_IGN);
    base::start_log(settings.log_format, settings.log_level);
    for (const auto& warning : warnings) base::log(base::LogLevel::warn, warning);
    {
        RunningServer server{settings};
        fmt::print("{{\"ready\":true,\"url\":\"{}\",\"pid\":{}}}\n", server.url(), ::getpid());
        std::fflush(stdout);
        base::log(base::LogLevel::info, "listening",
                  {{"url", server.url()}, {"data", settings.data_directory.native()}});
        for (const auto& path : readable_by_others(settings.data_directory))
            base::log(base::LogLevel::warn, "other users can read this; run chmod go-rwx on it",
                      {{"path", path.native()}});
        server.state().log_audit_head();
        int signal = 0;
        sigwait(&signals, &signal);
        base::log(base::LogLevel::info, "stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // a second signal ends the process at once
        server.linger();
    }
    base::log(base::LogLevel::info, "stopped");
    base::stop_log();
    return 0;
}

}  // namespace burner::app
