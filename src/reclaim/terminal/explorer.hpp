#pragma once

#include <string>
#include <string_view>

namespace burner::reclaim {

/// A site where people look transactions up, built from a URL that has `{}` where the signature goes.
class Explorer {
  public:
    /// Makes an explorer without a site: signatures are shown without links.
    Explorer() = default;
    explicit Explorer(std::string pattern) : pattern_(std::move(pattern)) {}

    bool is_there() const { return !pattern_.empty(); }
    std::string url_of(std::string_view signature) const;
    /// Returns the signature as a link (OSC 8) for terminals that know links; others show the signature alone.
    std::string link_to(std::string_view signature) const;

  private:
    std::string pattern_;
};

/// Says why `--explorer` cannot be used, as a sentence with the way out; empty if it can.
std::string explorer_problem(const std::string& option);

/// Makes the explorer of a run. `option`: a URL with `{}`, `none`, or empty for explorer.solana.com, which is told the
/// cluster if `rpc_url` names it: devnet and testnet by the host's name, and an RPC of this machine by its address. No
/// other part of the URL goes into a link, as it may hold a key.
Explorer explorer_for(const std::string& option, const std::string& rpc_url);

}  // namespace burner::reclaim
