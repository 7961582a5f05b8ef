#include "access/dpop_proof.hpp"

#include "access/dpop_key.hpp"
#include "require.hpp"

namespace {

using namespace burner;

constexpr std::string_view url = "https://burner.example/api/v1/burner/stats";
constexpr std::string_view token = "a.session.token";

/// Signs with a real key, so that mutated headers and claims get past the signature.
class Target {
  public:
    void run(std::string_view text) const {
        (void)check(text);
        const auto line = text.find('\n');
        if (line == std::string_view::npos) return;
        const auto header = text.substr(0, line);
        const std::string proof = key_.sign(header.empty() ? key_.header() : header, text.substr(line + 1));
        const auto checked = check(proof);
        if (!checked) return;
        // What is accepted is of the key that signed it, and has an id.
        require(checked->thumbprint == key_.thumbprint());
        require(!checked->id.empty());
        require(!access::check_dpop_proof(proof, {"POST", url, token}, now_));
        require(!access::check_dpop_proof(proof, {"GET", url, "another.token"}, now_));
        require(!access::check_dpop_proof(proof, {"GET", url, token}, now_ + std::chrono::minutes{3}));
    }

  private:
    base::Result<access::DpopProof> check(std::string_view proof) const {
        return access::check_dpop_proof(proof, {"GET", url, token}, now_);
    }

    access::DpopKey key_ = access::DpopKey::eddsa();
    base::UnixTime now_{std::chrono::milliseconds{1'775'736'000'000}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Target target;
    target.run(base::as_text({data, size}));
    return 0;
}
