#include "reclaim/options/wallet.hpp"

#include <fmt/format.h>

#include "reclaim/options/private_file.hpp"
#include "reclaim/options/solana_config.hpp"

namespace burner::reclaim {
namespace {

constexpr std::string_view hardware = "usb:";

}  // namespace

base::Result<Wallet, std::string> wallet_of(const ReclaimOptions& options, std::istream& in) {
    if (!options.wallet.empty()) return Wallet{solana::pubkey_from_base58(options.wallet).value()};
    const bool is_configured = options.keypair.empty();
    const auto path = is_configured ? configured_keypair(options.home) : options.keypair;
    if (path.string().starts_with(hardware))
        return std::unexpected(fmt::format(
            "{} is a hardware wallet, which this command does not ask. Use --wallet ADDRESS with --unsigned FOLDER",
            path.string()));
    auto key = path == "-" ? read_keypair(in) : read_keypair_file(path);
    if (!key)
        return std::unexpected(is_configured
                                   ? fmt::format("{} (the key of Solana's command line). Name a wallet with --wallet "
                                                 "ADDRESS to look, or with --keypair",
                                                 key.error())
                                   : key.error());
    Wallet wallet{key->content.address(), key->content};
    if (key->is_exposed)
        wallet.warning =
            fmt::format("other users can read {}, the wallet's private key. Run chmod 600 on it", path.string());
    return wallet;
}

}  // namespace burner::reclaim
