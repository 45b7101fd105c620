<#-- Keycloak's own, but that it says what a passkey is, asks for no name of it and shows the way past it. -->
<#import "template.ftl" as layout>
<#import "password-commons.ftl" as passwordCommons>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("webauthn-registration-title")}
    <#elseif section = "form">
        <p class="kneadwell-text">${msg("kneadwellPasskey")}</p>
        <p class="kneadwell-text">${msg("kneadwellPasskeyLost")}</p>
        <form id="register" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <input type="hidden" id="clientDataJSON" name="clientDataJSON"/>
            <input type="hidden" id="attestationObject" name="attestationObject"/>
            <input type="hidden" id="publicKeyCredentialId" name="publicKeyCredentialId"/>
            <input type="hidden" id="authenticatorLabel" name="authenticatorLabel"/>
            <input type="hidden" id="transports" name="transports"/>
            <input type="hidden" id="authenticatorAttachment" name="authenticatorAttachment"/>
            <input type="hidden" id="error" name="error"/>
            <@passwordCommons.logoutOtherSessions/>
        </form>
        <@buttons.actionGroup>
            <@buttons.button id="registerWebAuthn" label="doRegisterSecurityKey"/>
        </@buttons.actionGroup>
        <#if isAppInitiatedAction?has_content>
            <form id="kc-webauthn-settings-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
                <@buttons.actionGroup>
                    <@buttons.button id="cancelWebAuthnAIA" name="cancel-aia" label="kneadwellNotNow" type="secondary" value="true"/>
                </@buttons.actionGroup>
            </form>
        </#if>
        <script type="module">
            <#outputformat "JavaScript">
            import { registerByWebAuthn } from "${url.resourcesPath}/js/webauthnRegister.js";
            // It would ask what to call the passkey.
            window.prompt = () => null;
            document.getElementById("registerWebAuthn").addEventListener("click", () => registerByWebAuthn({
                challenge: ${challenge?c},
                userid: ${userid?c},
                username: ${username?c},
                signatureAlgorithms: [<#list signatureAlgorithms as sigAlg>${sigAlg?c},</#list>],
                rpEntityName: ${rpEntityName?c},
                rpId: ${rpId?c},
                attestationConveyancePreference: ${attestationConveyancePreference?c},
                authenticatorAttachment: ${authenticatorAttachment?c},
                requireResidentKey: ${requireResidentKey?c},
                residentKey: ${residentKey?c},
                userVerificationRequirement: ${userVerificationRequirement?c},
                createTimeout: ${createTimeout?c},
                excludeCredentialIds: ${excludeCredentialIds?c},
                initLabel: ${msg("webauthn-registration-init-label")?c},
                initLabelPrompt: ${msg("webauthn-registration-init-label-prompt")?c},
                errmsg: ${msg("webauthn-unsupported-browser-text")?c}
            }), { once: true });
            </#outputformat>
        </script>
    </#if>
</@layout.registrationLayout>
