#include "app/commands/reclaim_local_server.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "app/secret_file.hpp"
#include "app/serve.hpp"
#include "app/value_or_throw.hpp"

namespace burner::app {

namespace fs = std::filesystem;

namespace {

/// A folder of mode 0700 that is removed with this object.
class TemporaryDirectory {
  public:
    TemporaryDirectory() : path_((fs::temp_directory_path() / "burner-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder could be made");
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// Tells whether a setting is about prices: without them no value protects anything.
bool is_about_prices(const SettingValue& value) {
    return value.key.starts_with("prices.");
}

struct ThrowAwayServer {
    TemporaryDirectory data;
    std::optional<RunningServer> server;
};

}  // namespace

reclaim::LocalServer start_local_server(std::string rpc_url, std::optional<solana::Pubkey> donation_wallet) {
    auto local = std::make_shared<ThrowAwayServer>();
    Settings settings;
    std::vector<SettingValue> values{{"rpc.url", std::move(rpc_url), "--rpc-url"},
                                     {"listen.port", "0", "reclaim"},
                                     {"log.level", "error", "reclaim"},
                                     {"audit.enabled", "false", "reclaim"},
                                     {"limits.inferno", "unlimited/minute,unlimited/month", "reclaim"},
                                     {"data.directory", local->data.path(), "reclaim"}};
    std::ranges::copy_if(read_environment(environ), std::back_inserter(values), is_about_prices);
    const auto mistakes = apply_settings(settings, values);
    if (!mistakes.empty()) throw std::runtime_error(fmt::format("{}", fmt::join(mistakes, "\n")));
    auto& server = local->server.emplace(settings);
    auto& keys = server.state().keys;
    const auto project = value_or_throw(
        keys.create_project({.name = "reclaim", .donation_wallet = donation_wallet, .tier = settings.default_tier}));
    const auto key = value_or_throw(keys.create(project.id, {}, "reclaim"));
    return {server.url(), std::string{key.secret.reveal()}, local};
}

}  // namespace burner::app
