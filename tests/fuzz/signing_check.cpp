#include <burnandclaim/signing.hpp>

#include "base/base64.hpp"
#include "require.hpp"
#include "signing/promise.hpp"
#include "signing/random_scene.hpp"

using namespace burner::signing;

/// Whatever bytes are called a transaction are read within their bounds, and none of them passes for an honest request
/// but by doing what it asks for; what is built of the instructions of all programs passes only within the table.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Scene honest = honest_scene();
    const Built raw{burner::base::to_base64({data, size}), honest.includes};
    const Verdict verdict = verify_built(honest.request, {raw}, honest.options);
    if (const auto* verified = std::get_if<std::vector<VerifiedTransaction>>(&verdict))
        require(verified->at(0).closed.size() + verified->at(0).burned.size() >= 2);

    Choices choices{{data, size}};
    const Scene scene = random_scene(choices);
    if (std::holds_alternative<Refusal>(scene.verdict())) return 0;
    require(!broken_promise(scene));
    return 0;
}
