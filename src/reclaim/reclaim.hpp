#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "reclaim/protection_flags.hpp"
#include "reclaim/reclaim_progress.hpp"

namespace CLI {
class App;
}

namespace burner::reclaim {

/// What `burner reclaim` was asked to do.
struct ReclaimOptions {
    std::filesystem::path keypair;
    std::string server;   ///< URL; empty together with `rpc_url`: the default address
    std::string rpc_url;  ///< instead of a server: start one in this process
    std::filesystem::path api_key_file;
    std::filesystem::path session_token_file;
    base::Secret api_key;           ///< from BURNER_API_KEY; a file goes before it
    std::vector<std::string> burn;  ///< mints
    bool withdraw_excess = false;   ///< of what stays
    ProtectionFlags protection;     ///< over `default_protection`
    double donation_percent = 0;    ///< 0…100
    std::string priority = "medium";
    bool dry_run = false;
    bool yes = false;
    bool json = false;
    bool is_interactive = false;  ///< standard input is a terminal: somebody can be asked
    ProgressStyle progress;
    /// How to wait between attempts; empty: really. For tests.
    std::function<void(std::chrono::milliseconds)> sleep;
};

/// The exit codes, as --help lists them.
namespace reclaim_exit {
inline constexpr int done = 0;           ///< all done, or nothing to do
inline constexpr int incomplete = 1;     ///< some items were rejected or failed
inline constexpr int usage = 2;          ///< options, key file or credentials
inline constexpr int unavailable = 3;    ///< the server cannot be reached or refused
inline constexpr int distrusted = 4;     ///< a transaction was not what it should be; it was not signed
inline constexpr int declined = 5;       ///< nobody confirmed
inline constexpr int interrupted = 130;  ///< Ctrl-C
}  // namespace reclaim_exit

/// A server in this process, and the key to it. It runs as long as `alive` does.
struct LocalServer {
    std::string base_url;
    std::string api_key;
    std::shared_ptr<void> alive;
};
using StartLocalServer = std::function<LocalServer(std::string rpc_url)>;

/// The main job from a terminal, through the C++ client: lists, asks, builds, checks, signs, submits.
/// The private key stays in this process, and nothing is signed that was not checked here. Returns
/// one of the exit codes; throws nothing that the user can cause. A stop takes effect between two
/// transactions: the report says what was done.
int reclaim(const ReclaimOptions& options, const StartLocalServer& start_local_server, std::istream& in,
            std::ostream& out, std::ostream& err, const std::stop_token& stop_token = {});

/// Adds the subcommand `reclaim`, which fills `options`. Reads BURNER_API_KEY.
void add_reclaim_command(CLI::App& app, ReclaimOptions& options);

}  // namespace burner::reclaim
